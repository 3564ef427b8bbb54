package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;

/** Sums, means and what else combines the elements along axes. */
final class Reductions {
  private static final String NUMPY = "numpy";

  private Reductions() {}

  /** A reduction of a tensor over axes. */
  @FunctionalInterface
  interface Reduction {
    Tensor of(Tensor x, int[] axes, boolean keepDims);
  }

  static void reduction(String module, String className, Reduction reduction) {
    Operations.one(
        module,
        className,
        a -> {
          Tensor x = a.x();
          return reduction.of(x, a.axes(x), a.keepDims());
        });
  }

  static void register() {
    reduction(NUMPY, "Sum", Ops::sum);
    reduction(NUMPY, "Mean", Ops::mean);
    Operations.one(NUMPY, "Prod", Reductions::product);
    reduction(NUMPY, "Amax", Ops::max);
    reduction(NUMPY, "Amin", Ops::min);
    reduction(NUMPY, "Var", Ops::var);
    reduction(NUMPY, "Std", (x, axes, keep) -> Ops.sqrt(Ops.var(x, axes, keep)));
    reduction(
        NUMPY, "Ptp", (x, axes, keep) -> Ops.max(x, axes, keep).minus(Ops.min(x, axes, keep)));
    reduction(NUMPY, "All", (x, axes, keep) -> Ops.min(Comparisons.truth(x), axes, keep));
    reduction(NUMPY, "Any", (x, axes, keep) -> Ops.max(Comparisons.truth(x), axes, keep));
    reduction(NUMPY, "CountNonzero", (x, axes, keep) -> Ops.sum(Comparisons.truth(x), axes, keep));
    reduction("math", "Logsumexp", Reductions::logSumExp);
    Operations.one(NUMPY, "Max", a -> initial(a, true));
    Operations.one(NUMPY, "Min", a -> initial(a, false));
    Operations.one(NUMPY, "Average", Reductions::average);
    Operations.put("nn", "Moments", Reductions::moments);
    cumulative();
  }

  private static Tensor product(Arguments a) {
    Tensor x = Creation.typed(a, a.x());
    return Creation.typed(a, Ops.prod(x, a.axes(x), a.keepDims()));
  }

  private static Tensor initial(Arguments a, boolean max) {
    Tensor x = a.x();
    int[] axes = a.axes(x);
    Tensor y = max ? Ops.max(x, axes, a.keepDims()) : Ops.min(x, axes, a.keepDims());
    Object first = a.setting("initial");
    if (first == null) {
      return y;
    }
    return max ? Ops.maximum(y, a.toTensor(first)) : Ops.minimum(y, a.toTensor(first));
  }

  static Tensor logSumExp(Tensor x, int[] axes, boolean keepDims) {
    Tensor greatest = Ops.stopGradient(Ops.max(x, axes, true));
    Tensor sum = Ops.log(Ops.sum(Ops.exp(x.minus(greatest)), axes, true)).plus(greatest);
    return keepDims ? sum : Ops.reshape(sum, x.shape().without(axes).dims());
  }

  private static Tensor average(Arguments a) {
    Tensor x = a.x();
    int[] axes = a.axes(x);
    Tensor weights = a.optional(1, "weights");
    if (weights == null) {
      return Ops.mean(x, axes, false);
    }
    Tensor w = weights;
    if (weights.rank() == 1 && x.rank() > 1) {
      long[] dims = new long[x.rank()];
      java.util.Arrays.fill(dims, 1);
      dims[axes[0]] = weights.dim(0);
      w = Ops.reshape(weights, dims);
    }
    Tensor wide = Ops.broadcastTo(w, x.shape());
    return Ops.sum(x.times(wide), axes, false).dividedBy(Ops.sum(wide, axes, false));
  }

  private static List<Tensor> moments(Arguments a) {
    Tensor x = a.x();
    int[] given = a.integers("axes");
    int[] axes =
        given == null
            ? a.axes(x)
            : java.util.Arrays.stream(given).map(x.shape()::axis).sorted().toArray();
    return List.of(Ops.mean(x, axes, a.keepDims()), Ops.var(x, axes, a.keepDims()));
  }

  private static void cumulative() {
    Operations.one(
        NUMPY,
        "Cumsum",
        a -> {
          Tensor x = flatIfNoAxis(a, Creation.summed(a, a.x()));
          return Creation.summed(a, Ops.cumsum(x, a.axis(x, "axis", 0)));
        });
    Operations.one(
        NUMPY,
        "Cumprod",
        a -> {
          Tensor x = flatIfNoAxis(a, Creation.summed(a, a.x()));
          return Creation.summed(a, cumulativeProduct(x, a.axis(x, "axis", 0)));
        });
    Operations.one(NUMPY, "Diff", Reductions::diff);
    Operations.one(NUMPY, "Trapezoid", Reductions::trapezoid);
  }

  static Tensor flatIfNoAxis(Arguments a, Tensor x) {
    return a.setting("axis") == null ? Ops.reshape(x, x.shape().size()) : x;
  }

  static Tensor cumulativeProduct(Tensor x, int axis) {
    List<Tensor> parts = new java.util.ArrayList<>();
    for (Tensor part : Sizes.unstack("Cumprod", x, axis)) {
      parts.add(parts.isEmpty() ? part : parts.get(parts.size() - 1).times(part));
    }
    return Ops.stack(parts, axis);
  }

  private static Tensor diff(Arguments a) {
    Tensor x = a.x();
    int axis = a.axis(x, "axis", -1);
    int times = Sizes.within(a.name(), "n", a.integer("n", 1), 0);
    for (int i = 0; i < times; i++) {
      long n = x.dim(axis);
      x = Ops.slice(x, axis, 1, n).minus(Ops.slice(x, axis, 0, n - 1));
    }
    return x;
  }

  private static Tensor trapezoid(Arguments a) {
    Tensor y = a.tensor(0, "y");
    int axis = a.axis(y, "axis", -1);
    long n = y.dim(axis);
    Tensor pairs = Ops.slice(y, axis, 1, n).plus(Ops.slice(y, axis, 0, n - 1)).times(0.5);
    Object places = a.setting("x");
    if (places == null) {
      return Ops.sum(pairs.times(a.number("dx", 1)), axis);
    }
    Tensor x = a.toTensor(places);
    Tensor along = x;
    if (x.rank() == 1) {
      long[] dims = new long[y.rank()];
      java.util.Arrays.fill(dims, 1);
      dims[axis] = n;
      along = Ops.reshape(x, dims);
    }
    Tensor steps = Ops.slice(along, axis, 1, n).minus(Ops.slice(along, axis, 0, n - 1));
    return Ops.sum(pairs.times(steps), axis);
  }
}
