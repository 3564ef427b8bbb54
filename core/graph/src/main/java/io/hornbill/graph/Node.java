package io.hornbill.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An {@link Op} applied to inputs. */
public final class Node {
  private static final ThreadLocal<@Nullable Object> OWNER = new ThreadLocal<>();

  private final Op op;
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;
  private final @Nullable Object owner = OWNER.get();

  private Node(Op op, List<Tensor> inputs) {
    this.op = op;
    this.inputs = inputs;
    List<Spec> specs = op.infer(inputs);
    List<Tensor> tensors = new ArrayList<>(specs.size());
    for (int i = 0; i < specs.size(); i++) {
      tensors.add(new Tensor(this, i, specs.get(i)));
    }
    this.outputs = List.copyOf(tensors);
  }

  /**
   * Applies an op.
   *
   * @param op the op
   * @param inputs its inputs
   * @return the node
   * @throws IllegalArgumentException if the inputs do not fit the op
   */
  public static Node of(Op op, List<Tensor> inputs) {
    return new Node(op, List.copyOf(inputs));
  }

  /**
   * Applies an op that has one output.
   *
   * @param op the op
   * @param inputs its inputs
   * @return the output
   * @throws IllegalArgumentException if the inputs do not fit the op
   */
  public static Tensor apply(Op op, TensorLike... inputs) {
    return HalfPrecision.result(of(op, tensors(List.of(inputs))).output(0));
  }

  /**
   * Lists what stands for tensors as tensors.
   *
   * @param symbols what stands for them
   * @return the tensors
   */
  public static List<Tensor> tensors(List<? extends TensorLike> symbols) {
    return symbols.stream().map(TensorLike::tensor).toList();
  }

  /**
   * Lets nodes that are made meanwhile on this thread belong to somebody, of whom messages about
   * them speak.
   *
   * @param owner the layer, whose text messages show; null for nobody
   * @param work makes nodes
   * @param <T> the type of the result
   * @return what the work returns
   */
  public static <T> T ownedBy(@Nullable Object owner, Supplier<T> work) {
    Object outer = OWNER.get();
    OWNER.set(owner);
    try {
      return work.get();
    } finally {
      if (outer == null) {
        OWNER.remove();
      } else {
        OWNER.set(outer);
      }
    }
  }

  /**
   * Returns the layer for which the node was made.
   *
   * @return the layer, whose text messages show; null if it was made for none
   */
  public @Nullable Object owner() {
    return owner;
  }

  /**
   * Returns the op.
   *
   * @return the op
   */
  public Op op() {
    return op;
  }

  /**
   * Returns the inputs.
   *
   * @return the inputs, in the op's order
   */
  public List<Tensor> inputs() {
    return inputs;
  }

  /**
   * Returns an input.
   *
   * @param index its position
   * @return the input
   */
  public Tensor input(int index) {
    return inputs.get(index);
  }

  /**
   * Returns the outputs.
   *
   * @return the outputs, in the op's order
   */
  public List<Tensor> outputs() {
    return outputs;
  }

  /**
   * Returns an output.
   *
   * @param index its position
   * @return the output
   */
  public Tensor output(int index) {
    return outputs.get(index);
  }

  @Override
  public String toString() {
    return op.name() + inputs.stream().map(t -> t.shape().toString()).toList();
  }
}
