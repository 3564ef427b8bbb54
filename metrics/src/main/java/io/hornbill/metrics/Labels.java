package io.hornbill.metrics;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** Targets as class numbers. */
final class Labels {
  private Labels() {}

  /** Class numbers {@code [batch, ...]} for predictions {@code [batch, ..., classes]}. */
  static Tensor sparse(String owner, Tensor yTrue, Tensor yPred) {
    Tensor classes =
        yTrue.rank() == yPred.rank() && yTrue.dim(-1) == 1 ? Ops.squeeze(yTrue, -1) : yTrue;
    if (yPred.rank() <= 0 || !classes.shape().matches(yPred.shape().without(-1))) {
      throw Fault.of(owner)
          .expected(
              "yTrue must be class numbers [batch, ...] or [batch, ..., 1] for predictions"
                  + " [batch, ..., classes]")
          .received("yTrue %s, yPred %s", yTrue.shape(), yPred.shape())
          .remedy("If the targets are one-hot, use the metric without \"sparse\".")
          .argument();
    }
    return classes;
  }

  /**
   * 1 where fewer than k predictions are greater than that of the class, {@code [batch, ...]}. All
   * classes are in the first k if there are no more.
   */
  static Tensor inTopK(Tensor classes, Tensor yPred, int k) {
    Tensor chosen = Ops.oneHot(classes, yPred.dim(-1));
    Tensor own = Ops.sum(Ops.where(chosen, yPred, Ops.zerosLike(yPred)), -1);
    Tensor greater = Ops.sum(Ops.greater(yPred, Ops.expandDims(own, -1)), -1);
    Tensor exists = Ops.logicalAnd(Ops.equal(own, own), Ops.sum(chosen, -1));
    return Ops.less(greater, k).times(exists);
  }
}
