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
public final class Tensor {
  private final Node node;
  private final int index;
  private final Spec spec;

  Tensor(Node node, int index, Spec spec) {
    this.node = node;
    this.index = index;
    this.spec = spec;
  }

  /**
   * Returns the shape, the batch axis being -1 while it is unknown.
   *
   * @return the shape
   */
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
   * Returns the number of axes.
   *
   * @return the number of axes
   */
  public int rank() {
    return spec.shape().rank();
  }

  /**
   * Returns the length of an axis.
   *
   * @param axis the axis; negative ones count from the end
   * @return its length, -1 if unknown
   */
  public long dim(int axis) {
    return spec.shape().dim(axis);
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

  /**
   * Adds, with broadcasting.
   *
   * @param other what to add
   * @return the sum
   */
  public Tensor plus(Tensor other) {
    return Ops.add(this, other);
  }

  /**
   * Adds a variable, with broadcasting.
   *
   * @param other what to add
   * @return the sum
   */
  public Tensor plus(Variable other) {
    return plus(other.tensor());
  }

  /**
   * Adds a number to each element.
   *
   * @param other what to add
   * @return the sum
   */
  public Tensor plus(double other) {
    return Ops.add(this, other);
  }

  /**
   * Subtracts, with broadcasting.
   *
   * @param other what to subtract
   * @return the difference
   */
  public Tensor minus(Tensor other) {
    return Ops.subtract(this, other);
  }

  /**
   * Subtracts a variable, with broadcasting.
   *
   * @param other what to subtract
   * @return the difference
   */
  public Tensor minus(Variable other) {
    return minus(other.tensor());
  }

  /**
   * Subtracts a number from each element.
   *
   * @param other what to subtract
   * @return the difference
   */
  public Tensor minus(double other) {
    return Ops.add(this, -other);
  }

  /**
   * Multiplies element by element, with broadcasting.
   *
   * @param other the factor
   * @return the product
   */
  public Tensor times(Tensor other) {
    return Ops.multiply(this, other);
  }

  /**
   * Multiplies by a variable element by element, with broadcasting.
   *
   * @param other the factor
   * @return the product
   */
  public Tensor times(Variable other) {
    return times(other.tensor());
  }

  /**
   * Multiplies each element by a number.
   *
   * @param other the factor
   * @return the product
   */
  public Tensor times(double other) {
    return Ops.multiply(this, other);
  }

  /**
   * Divides element by element, with broadcasting.
   *
   * @param other the divisor
   * @return the quotient
   */
  public Tensor dividedBy(Tensor other) {
    return Ops.divide(this, other);
  }

  /**
   * Divides by a variable element by element, with broadcasting.
   *
   * @param other the divisor
   * @return the quotient
   */
  public Tensor dividedBy(Variable other) {
    return dividedBy(other.tensor());
  }

  /**
   * Divides each element by a number.
   *
   * @param other the divisor
   * @return the quotient
   */
  public Tensor dividedBy(double other) {
    return Ops.divide(this, other);
  }

  /**
   * Changes the sign of each element.
   *
   * @return the negative
   */
  public Tensor negated() {
    return Ops.negative(this);
  }

  @Override
  public String toString() {
    return "Tensor(%s, %s, %s)".formatted(op().name(), shape(), dataType());
  }
}
