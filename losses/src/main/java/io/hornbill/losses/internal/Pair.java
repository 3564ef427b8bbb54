package io.hornbill.losses.internal;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * Two tensors of the same rank, where that can be had by adding or dropping a last axis of length
 * 1. This is what Keras does to targets and predictions, and to values and their weights.
 *
 * @param first the first one
 * @param second the second one
 */
public record Pair(Tensor first, Tensor second) {
  /**
   * Brings two tensors to the same rank if their ranks differ by one and the longer shape ends with
   * 1: the shorter one gets an axis if it has only one, else the longer one loses its last.
   *
   * @param first the first one
   * @param second the second one
   * @return both; as they were if the rule does not apply
   */
  public static Pair sameRank(Tensor first, Tensor second) {
    if (first.rank() == second.rank() + 1 && first.dim(-1) == 1) {
      return second.rank() == 1
          ? new Pair(first, Ops.expandDims(second, -1))
          : new Pair(Ops.squeeze(first, -1), second);
    }
    if (second.rank() == first.rank() + 1 && second.dim(-1) == 1) {
      return first.rank() == 1
          ? new Pair(Ops.expandDims(first, -1), second)
          : new Pair(first, Ops.squeeze(second, -1));
    }
    return new Pair(first, second);
  }
}
