package io.hornbill.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A computation on tensors: a shape rule and a gradient rule. How it is computed is the engine's
 * matter.
 *
 * <p>Ops are records: two equal ops on the same inputs give the same values, and the engine
 * computes them once.
 */
public interface Op {
  /**
   * Returns the op's name, for messages and pictures of graphs.
   *
   * @return the name, such as {@code matMul}
   */
  default String name() {
    String simple = getClass().getSimpleName();
    return Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
  }

  /**
   * Says what comes out, and checks what goes in.
   *
   * @param inputs the inputs
   * @return types and shapes of the outputs, at least one
   * @throws IllegalArgumentException if the inputs do not fit
   */
  List<Spec> infer(List<Tensor> inputs);

  /**
   * Returns the gradients by the inputs, given those by the outputs.
   *
   * @param node this op with its inputs; all shapes are known
   * @param gradients one per output; null where the loss does not depend on that output
   * @return one per input, of the input's shape; null where no gradient flows
   * @throws UnsupportedOperationException if the op has no gradient
   */
  List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients);

  /**
   * Says whether the op only stands for a computation that is not written yet, such as a layer's
   * before it is called within a plan. Nothing can be differentiated through it.
   *
   * @return false by default
   */
  default boolean isSymbolic() {
    return false;
  }

  /**
   * Says whether the op gives the same values each time it is computed from the same inputs, so
   * that equal nodes can be merged and constant ones folded.
   *
   * @return false for what differs from node to node, such as placeholders
   */
  default boolean isPure() {
    return true;
  }

  /**
   * Makes a list that may hold nulls.
   *
   * @param tensors its elements
   * @return a list
   */
  static List<@Nullable Tensor> gradientList(@Nullable Tensor... tensors) {
    List<@Nullable Tensor> list = new ArrayList<>();
    for (Tensor tensor : tensors) {
      list.add(tensor);
    }
    return list;
  }
}
