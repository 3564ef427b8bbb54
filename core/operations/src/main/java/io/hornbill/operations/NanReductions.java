package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** Reductions in which NaN does not count. */
final class NanReductions {
  private static final String NUMPY = "numpy";

  private NanReductions() {}

  static void register() {
    Reductions.reduction(NUMPY, "Nansum", (x, axes, keep) -> Ops.sum(with(x, 0), axes, keep));
    Reductions.reduction(NUMPY, "Nanprod", (x, axes, keep) -> Ops.prod(with(x, 1), axes, keep));
    Reductions.reduction(NUMPY, "Nanmean", NanReductions::mean);
    Reductions.reduction(NUMPY, "Nanvar", NanReductions::variance);
    Reductions.reduction(NUMPY, "Nanstd", (x, axes, keep) -> Ops.sqrt(variance(x, axes, keep)));
    Reductions.reduction(NUMPY, "Nanmax", (x, axes, keep) -> extreme(x, axes, keep, true));
    Reductions.reduction(NUMPY, "Nanmin", (x, axes, keep) -> extreme(x, axes, keep, false));
    Operations.one(
        NUMPY,
        "Nancumsum",
        a -> {
          Tensor x = Reductions.flatIfNoAxis(a, Creation.summed(a, with(a.x(), 0)));
          return Creation.summed(a, Ops.cumsum(x, a.axis(x, "axis", 0)));
        });
    Operations.one(
        NUMPY,
        "Nancumprod",
        a -> {
          Tensor x = Reductions.flatIfNoAxis(a, Creation.summed(a, with(a.x(), 1)));
          return Creation.summed(a, Reductions.cumulativeProduct(x, a.axis(x, "axis", 0)));
        });
    Operations.one(NUMPY, "Nanargmax", a -> argument(a, Double.NEGATIVE_INFINITY));
    Operations.one(NUMPY, "Nanargmin", a -> argument(a, Double.POSITIVE_INFINITY));
  }

  private static Tensor with(Tensor x, double number) {
    return Comparisons.choose(Ops.isnan(x), number, x);
  }

  private static Tensor numbers(Tensor x) {
    return Ops.logicalNot(Ops.isnan(x));
  }

  private static Tensor mean(Tensor x, int[] axes, boolean keepDims) {
    return Ops.sum(with(x, 0), axes, keepDims).dividedBy(Ops.sum(numbers(x), axes, keepDims));
  }

  private static Tensor variance(Tensor x, int[] axes, boolean keepDims) {
    Tensor distance = Ops.square(x.minus(mean(x, axes, true)));
    Tensor sum = Ops.sum(Comparisons.choose(Ops.isnan(x), 0, distance), axes, keepDims);
    return sum.dividedBy(Ops.sum(numbers(x), axes, keepDims));
  }

  /** NaN where there is no number at all. */
  private static Tensor extreme(Tensor x, int[] axes, boolean keepDims, boolean max) {
    double least = max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    Tensor safe = with(x, least);
    Tensor y = max ? Ops.max(safe, axes, keepDims) : Ops.min(safe, axes, keepDims);
    Tensor none = Ops.equal(Ops.sum(numbers(x), axes, keepDims), 0);
    return Comparisons.choose(none, Double.NaN, y);
  }

  private static Tensor argument(Arguments a, double least) {
    return Orders.argument(a, with(a.x(), least), least < 0);
  }
}
