package io.hornbill.operations;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Sorting, and what follows from it. */
final class Orders {
  private static final String NUMPY = "numpy";

  private Orders() {}

  static void register() {
    Operations.one(NUMPY, "Argmax", a -> argument(a, a.x(), true));
    Operations.one(NUMPY, "Argmin", a -> argument(a, a.x(), false));
    Operations.one(NUMPY, "Sort", a -> along(a, x -> Ops.sort(x, false)));
    Operations.one(NUMPY, "Argsort", a -> along(a, x -> Ops.argsort(x, false)));
    Operations.one(NUMPY, "Argpartition", a -> along(a, x -> Ops.argsort(x, false)));
    Operations.put("math", "TopK", a -> Ops.topK(a.x(), a.integer("k", 1)));
    Operations.one("math", "InTopK", Orders::inTopK);
    Operations.one(NUMPY, "Median", a -> quantile(a, Ops.constant(0.5, a.type()), false));
    Operations.one(NUMPY, "Nanmedian", a -> quantile(a, Ops.constant(0.5, a.type()), true));
    // Keras 3.15 keeps the method of this one, and computes without it.
    Operations.one(NUMPY, "Quantile", a -> quantile(a, a.tensor(1, "q"), false, "linear"));
    Operations.one(NUMPY, "Nanquantile", a -> quantile(a, a.tensor(1, "q"), true));
    Operations.one(NUMPY, "Percentile", a -> quantile(a, a.tensor(1, "q").times(0.01), false));
    Operations.one(NUMPY, "Nanpercentile", a -> quantile(a, a.tensor(1, "q").times(0.01), true));
    Operations.one(NUMPY, "SearchSorted", Orders::searchSorted);
    Operations.one(NUMPY, "Digitize", Orders::digitize);
  }

  static Tensor argument(Arguments a, Tensor x, boolean max) {
    boolean flat = a.setting("axis") == null;
    Tensor from = flat ? Ops.reshape(x, x.shape().size()) : x;
    int axis = flat ? 0 : a.axis(x, "axis", -1);
    Tensor found = max ? Ops.argmax(from, axis) : Ops.argmin(from, axis);
    if (!a.keepDims()) {
      return found;
    }
    long[] ones = new long[x.rank()];
    java.util.Arrays.fill(ones, 1);
    return flat ? Ops.reshape(found, ones) : Ops.expandDims(found, axis);
  }

  private static Tensor along(Arguments a, Function<Tensor, Tensor> onLastAxis) {
    Tensor x = Reductions.flatIfNoAxis(a, a.x());
    int axis = a.setting("axis") == null ? 0 : a.axis(x, "axis", -1);
    return Ops.moveaxis(onLastAxis.apply(Ops.moveaxis(x, axis, x.rank() - 1)), x.rank() - 1, axis);
  }

  private static Tensor inTopK(Arguments a) {
    Tensor targets = a.tensor(0, "targets");
    Tensor predictions = a.tensor(1, "predictions");
    Tensor hot = Ops.oneHot(targets, predictions.dim(-1));
    Tensor own = Ops.sum(hot.times(predictions), -1, true);
    Tensor greater = Ops.sum(Ops.greater(predictions, own), -1, false);
    return Ops.less(greater, a.integer("k", 1));
  }

  /** Quantiles along axes; those of several shares come first. */
  private static Tensor quantile(Arguments a, Tensor shares, boolean withoutNan) {
    return quantile(a, shares, withoutNan, a.text("method", "linear"));
  }

  private static Tensor quantile(Arguments a, Tensor shares, boolean withoutNan, String method) {
    Tensor x = a.x();
    int[] axes = a.axes(x);
    Tensor rows = rows(x, axes);
    int count = (int) Math.max(1, shares.shape().size());
    Shape rest = x.shape().without(axes);
    long[] out = new long[rest.rank() + 1];
    out[0] = count;
    System.arraycopy(rest.dims(), 0, out, 1, rest.rank());
    int n = (int) rows.dim(-1);
    Tensor all =
        Host.one(
            "quantile",
            Shape.of(out),
            (shapes, in, result) -> {
              int number = in[0].length / Math.max(1, n);
              for (int r = 0; r < number; r++) {
                double[] row = java.util.Arrays.copyOfRange(in[0], r * n, r * n + n);
                for (int q = 0; q < count; q++) {
                  result[0][q * number + r] = quantile(row, in[1][q], method, withoutNan);
                }
              }
            },
            rows,
            shares);
    Tensor kept = a.keepDims() ? Ops.reshape(all, kept(count, x, axes)) : all;
    return shares.rank() == 1
        ? kept
        : Ops.reshape(kept, shares.shape().append(kept.shape().without(0).dims()).dims());
  }

  private static long[] kept(int count, Tensor x, int[] axes) {
    Shape shape = x.shape();
    for (int axis : axes) {
      shape = shape.with(axis, 1);
    }
    long[] dims = new long[shape.rank() + 1];
    dims[0] = count;
    System.arraycopy(shape.dims(), 0, dims, 1, shape.rank());
    return dims;
  }

  /** The axes to be reduced joined to the last one. */
  private static Tensor rows(Tensor x, int[] axes) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      int axis = i;
      if (java.util.Arrays.stream(axes).noneMatch(one -> one == axis)) {
        order.add(i);
      }
    }
    long size = 1;
    for (int axis : axes) {
      order.add(axis);
      size *= x.dim(axis);
    }
    Tensor moved = Ops.transpose(x, order.stream().mapToInt(Integer::intValue).toArray());
    return Ops.reshape(moved, x.shape().without(axes).append(size).dims());
  }

  private static double quantile(double[] row, double share, String method, boolean withoutNan) {
    double[] sorted =
        java.util.Arrays.stream(row)
            .filter(v -> !withoutNan || !Double.isNaN(v))
            .sorted()
            .toArray();
    if (sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1])) {
      return Double.NaN;
    }
    if (!(share >= 0 && share <= 1)) {
      throw Fault.of("Quantile")
          .expected("a share must be from 0 to 1")
          .received(share)
          .remedy("Divide percentages by 100.")
          .argument();
    }
    double place = share * (sorted.length - 1);
    double low = sorted[(int) Math.floor(place)];
    double high = sorted[(int) Math.ceil(place)];
    return switch (method) {
      case "lower" -> low;
      case "higher" -> high;
      case "midpoint" -> (low + high) / 2;
      case "nearest" -> sorted[(int) Math.rint(place)];
      default -> low == high ? low : low + (high - low) * (place - Math.floor(place));
    };
  }

  private static Tensor searchSorted(Arguments a) {
    Tensor sequence = a.tensor(0, "sorted_sequence");
    Tensor values = Ops.expandDims(a.tensor(1, "values"), a.tensor(1, "values").rank());
    Tensor before =
        a.text("side", "left").equals("right")
            ? Ops.lessEqual(sequence, values)
            : Ops.less(sequence, values);
    return Ops.sum(before, -1, false);
  }

  private static Tensor digitize(Arguments a) {
    Tensor x = a.x();
    Tensor bins = a.tensor(1, "bins");
    return Ops.sum(Ops.lessEqual(bins, Ops.expandDims(x, x.rank())), -1, false);
  }
}
