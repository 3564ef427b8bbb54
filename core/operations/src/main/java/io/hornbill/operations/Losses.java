package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** The crossentropies. */
final class Losses {
  private static final double EPSILON = 1e-7;

  private Losses() {}

  static void register() {
    Operations.one("nn", "BinaryCrossentropy", Losses::binary);
    Operations.one("nn", "CategoricalCrossentropy", Losses::categorical);
    Operations.one("nn", "SparseCategoricalCrossentropy", Losses::sparse);
  }

  private static Tensor binary(Arguments a) {
    Tensor target = a.tensor(0, "target");
    Tensor output = a.tensor(1, "output");
    if (a.bool("from_logits", false)) {
      Tensor positive = Ops.softplus(output.negated());
      Tensor negative = Ops.softplus(output);
      return target.times(positive).plus(target.times(-1).plus(1).times(negative));
    }
    Tensor p = Ops.clip(output, EPSILON, 1 - EPSILON);
    Tensor negative = target.times(-1).plus(1).times(Ops.log(p.times(-1).plus(1)));
    return target.times(Ops.log(p)).plus(negative).negated();
  }

  private static Tensor logarithm(Arguments a, Tensor output, int axis) {
    if (a.bool("from_logits", false)) {
      return Ops.logSoftmax(output, axis);
    }
    Tensor share = output.dividedBy(Ops.sum(output, axis, true));
    return Ops.log(Ops.clip(share, EPSILON, 1 - EPSILON));
  }

  private static Tensor categorical(Arguments a) {
    Tensor target = a.tensor(0, "target");
    Tensor output = a.tensor(1, "output");
    int axis = a.axis(output, "axis", -1);
    return Ops.sum(target.times(logarithm(a, output, axis)), axis, false).negated();
  }

  private static Tensor sparse(Arguments a) {
    Tensor target = a.tensor(0, "target");
    Tensor output = a.tensor(1, "output");
    int axis = a.axis(output, "axis", -1);
    Tensor ids =
        target.rank() == output.rank() && target.dim(-1) == 1 ? Ops.squeeze(target, -1) : target;
    Tensor hot = Ops.oneHot(ids, output.dim(axis));
    Tensor moved = Moves.move(hot, hot.rank() - 1, axis);
    return Ops.sum(moved.times(logarithm(a, output, axis)), axis, false).negated();
  }
}
