package io.hornbill.operations;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds elements at the ends of axes. */
final class Padding {
  private static final Set<String> SUMMARIES = Set.of("maximum", "minimum", "mean", "median");

  private Padding() {}

  static Tensor pad(Arguments a) {
    Tensor x = a.x();
    long[][] widths = widths(a, x.rank());
    Tensor value = a.optional(1, "constant_values");
    String mode = a.text("mode", "constant");
    for (int axis = 0; axis < x.rank(); axis++) {
      x = pad(x, axis, widths[axis][0], widths[axis][1], mode, value);
    }
    return mode.equals("mean") || mode.equals("median") || mode.equals("linear_ramp")
        ? WholeTypes.rounded(a.typeOfFirst(), x)
        : x;
  }

  private static long[][] widths(Arguments a, int rank) {
    Object written = a.setting("pad_width");
    long[][] result = new long[rank][2];
    for (int axis = 0; axis < rank; axis++) {
      Object own = written;
      if (written instanceof List<?> list && list.get(0) instanceof List<?>) {
        own = list.get(list.size() == 1 ? 0 : axis);
      }
      int[] two = java.util.Objects.requireNonNull(a.ints(own));
      result[axis][0] = Sizes.within(a.name(), "pad_width", two[0], 0);
      result[axis][1] = Sizes.within(a.name(), "pad_width", two[two.length - 1], 0);
    }
    return result;
  }

  static Tensor pad(
      Tensor x, int axis, long before, long after, String mode, @Nullable Tensor value) {
    if (before == 0 && after == 0) {
      return x;
    }
    if (mode.equals("constant") || mode.equals("empty")) {
      return constant(x, axis, before, after, value);
    }
    if (SUMMARIES.contains(mode)) {
      Tensor same = summary(x, axis, mode);
      return joined(x, axis, repeated(same, axis, before), repeated(same, axis, after));
    }
    if (mode.equals("linear_ramp")) {
      Tensor first = ramp(Ops.slice(x, axis, 0, 1), axis, before, true);
      Tensor last = ramp(Ops.slice(x, axis, x.dim(axis) - 1, x.dim(axis)), axis, after, false);
      return joined(x, axis, first, last);
    }
    Sizes.table("Pad", (double) x.dim(axis) + before + after);
    int n = (int) x.dim(axis);
    List<Integer> places = new ArrayList<>();
    for (long i = -before; i < n + after; i++) {
      places.add(place((int) i, n, mode));
    }
    return select(x, axis, places);
  }

  private static Tensor constant(
      Tensor x, int axis, long before, long after, @Nullable Tensor value) {
    Tensor zeros = Ops.pad(x, axis, before, after);
    if (value == null) {
      return zeros;
    }
    Tensor outside = Ops.equal(Ops.pad(Ops.onesLike(x), axis, before, after), 0);
    return Ops.where(outside, value, zeros);
  }

  private static Tensor summary(Tensor x, int axis, String mode) {
    return switch (mode) {
      case "maximum" -> Ops.max(x, axis, true);
      case "minimum" -> Ops.min(x, axis, true);
      case "median" -> median(x, axis);
      default -> Ops.mean(x, axis, true);
    };
  }

  private static Tensor median(Tensor x, int axis) {
    Tensor sorted = Ops.sort(Ops.moveaxis(x, axis, x.rank() - 1), false);
    long n = sorted.dim(-1);
    Tensor middle = Ops.slice(sorted, x.rank() - 1, (n - 1) / 2, n / 2 + 1);
    return Ops.moveaxis(Ops.mean(middle, -1, true), x.rank() - 1, axis);
  }

  private static @Nullable Tensor repeated(Tensor one, int axis, long times) {
    return times == 0 ? null : Ops.repeat(one, (int) times, axis);
  }

  /** From zero, which is not reached at the side of the element. */
  private static @Nullable Tensor ramp(Tensor edge, int axis, long length, boolean up) {
    if (length == 0) {
      return null;
    }
    List<Tensor> steps = new ArrayList<>();
    for (long i = 0; i < length; i++) {
      steps.add(edge.times((double) (up ? i : length - 1 - i) / length));
    }
    return Ops.concatenate(steps, axis);
  }

  private static Tensor joined(
      Tensor x, int axis, @Nullable Tensor before, @Nullable Tensor after) {
    List<Tensor> parts = new ArrayList<>();
    if (before != null) {
      parts.add(before);
    }
    parts.add(x);
    if (after != null) {
      parts.add(after);
    }
    return Ops.concatenate(parts, axis);
  }

  /** Where an element beyond the ends is taken from. */
  static int place(int i, int n, String mode) {
    return switch (mode) {
      case "reflect", "mirror" -> {
        int period = Math.max(1, 2 * (n - 1));
        int at = Math.floorMod(i, period);
        yield n == 1 ? 0 : at < n ? at : period - at;
      }
      case "symmetric" -> {
        int at = Math.floorMod(i, 2 * n);
        yield at < n ? at : 2 * n - 1 - at;
      }
      case "wrap" -> Math.floorMod(i, n);
      case "edge", "nearest" -> Math.min(Math.max(i, 0), n - 1);
      default ->
          throw Fault.of("Pad")
              .expected(
                  "mode must be constant, edge, empty, linear_ramp, maximum, mean, median, minimum,"
                      + " reflect, symmetric or wrap")
              .received(mode)
              .remedy("Choose one of them.")
              .argument();
    };
  }

  static Tensor select(Tensor x, int axis, List<Integer> places) {
    Tensor first = Ops.moveaxis(x, axis, 0);
    double[] ids = places.stream().mapToDouble(Integer::doubleValue).toArray();
    Tensor rows = Ops.take(first, Creation.constant(x.dataType(), ids));
    return Ops.moveaxis(rows, 0, axis);
  }
}
