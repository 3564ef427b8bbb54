package io.hornbill.graph;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * A symbolic array: what an {@link Op} will compute, with its data type and shape.
 *
 * <p>Tensors hold no numbers. They are what losses, metrics, activations and layers are written in;
 * the arithmetic methods and {@link Ops} make new ones. Example:
 *
 * <pre>{@code
 * Loss clipped = (yTrue, yPred) -> mean(minimum(square(yPred.minus(yTrue)), 4.0), -1);
 * }</pre>
 */
public final class Tensor implements TensorLike {
  private final Node node;
  private final int index;
  private final Spec spec;

  Tensor(Node node, int index, Spec spec) {
    this.node = node;
    this.index = index;
    this.spec = spec;
  }

  @Override
  public Tensor tensor() {
    return this;
  }

  @Override
  public Shape shape() {
    return spec.shape();
  }

  /**
   * Returns the type of the elements.
   *
   * @return {@code FLOAT} or {@code DOUBLE}
   */
  public DataType dataType() {
    return spec.dataType();
  }

  /**
   * Returns type and shape.
   *
   * @return both
   */
  public Spec spec() {
    return spec;
  }

  /**
   * Returns the node that makes this tensor.
   *
   * @return the node
   */
  public Node node() {
    return node;
  }

  /**
   * Returns the op that makes this tensor.
   *
   * @return the op
   */
  public Op op() {
    return node.op();
  }

  /**
   * Returns which of its node's outputs this is.
   *
   * @return the position, from 0
   */
  public int index() {
    return index;
  }

  @Override
  public String toString() {
    return "Tensor(%s, %s, %s)".formatted(op().name(), shape(), dataType());
  }
}
