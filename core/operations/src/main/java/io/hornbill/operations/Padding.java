package io.hornbill.operations;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Adds elements at the ends of axes. */
final class Padding {
  private Padding() {}

  static Tensor pad(Arguments a) {
    Tensor x = a.x();
    long[][] widths = widths(a, x.rank());
    Tensor value = a.optional(1, "constant_values");
    String mode = a.text("mode", "constant");
    for (int axis = 0; axis < x.rank(); axis++) {
      x = pad(x, axis, widths[axis][0], widths[axis][1], mode, value);
    }
    return x;
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
      Tensor x,
      int axis,
      long before,
      long after,
      String mode,
      @org.jspecify.annotations.Nullable Tensor value) {
    if (before == 0 && after == 0) {
      return x;
    }
    if (mode.equals("constant")) {
      Tensor zeros = Ops.pad(x, axis, before, after);
      if (value == null) {
        return zeros;
      }
      Tensor outside = Ops.equal(Ops.pad(Ops.onesLike(x), axis, before, after), 0);
      return Ops.where(outside, value, zeros);
    }
    Sizes.table("Pad", (double) x.dim(axis) + before + after);
    int n = (int) x.dim(axis);
    List<Integer> places = new ArrayList<>();
    for (long i = -before; i < n + after; i++) {
      places.add(place((int) i, n, mode));
    }
    return select(x, axis, places);
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
              .expected("mode must be constant, reflect, symmetric, edge or wrap")
              .received(mode)
              .remedy("Choose one of them.")
              .argument();
    };
  }

  static Tensor select(Tensor x, int axis, List<Integer> places) {
    Tensor first = Moves.move(x, axis, 0);
    double[] ids = places.stream().mapToDouble(Integer::doubleValue).toArray();
    Tensor rows = Ops.take(first, Creation.constant(x.dataType(), ids));
    return Moves.move(rows, 0, axis);
  }
}
