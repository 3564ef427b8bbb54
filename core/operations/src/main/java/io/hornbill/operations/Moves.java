package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What gives the elements of one tensor other places. */
final class Moves {
  private static final String NUMPY = "numpy";

  private Moves() {}

  static void register() {
    Operations.one(NUMPY, "Reshape", Moves::reshape);
    Operations.one(NUMPY, "Ravel", a -> Ops.reshape(a.x(), a.x().shape().size()));
    Operations.one(NUMPY, "Transpose", Moves::transpose);
    Operations.one(
        NUMPY, "Swapaxes", a -> Ops.swapaxes(a.x(), a.integer("axis1", 0), a.integer("axis2", 1)));
    Operations.one(NUMPY, "Moveaxis", Moves::moveAxis);
    Operations.one(NUMPY, "ExpandDims", Moves::expandDims);
    Operations.one(NUMPY, "Squeeze", Moves::squeeze);
    Operations.one(NUMPY, "Flip", Moves::flip);
    Operations.one(NUMPY, "Fliplr", a -> Ops.flip(a.x(), 1));
    Operations.one(NUMPY, "Flipud", a -> Ops.flip(a.x(), 0));
    Operations.one(NUMPY, "Rot90", Moves::rot90);
    Operations.one(NUMPY, "Roll", Moves::roll);
    Operations.one(NUMPY, "Repeat", Moves::repeat);
    Operations.one(NUMPY, "Tile", Moves::tile);
    Operations.one(NUMPY, "BroadcastTo", a -> Ops.broadcastTo(a.x(), shape(a, "shape", a.x())));
    Operations.one(NUMPY, "Pad", Padding::pad);
    Operations.one("einops", "Rearrange", Rearranging::rearrange);
  }

  /** A missing length is that of the input's axis. */
  static Shape shape(Arguments a, String key, @Nullable Tensor x) {
    Object written = a.setting(key);
    List<?> lengths =
        written instanceof List<?> list ? list : written == null ? List.of() : List.of(written);
    long[] dims = new long[lengths.size()];
    for (int i = 0; i < dims.length; i++) {
      Object length = lengths.get(i);
      dims[i] =
          length instanceof Number number
              ? number.longValue()
              : x != null && i < x.rank() ? x.dim(i) : Shape.UNKNOWN;
    }
    return dims.length == 0 ? Shape.SCALAR : Shape.of(dims);
  }

  private static Tensor reshape(Arguments a) {
    return Ops.reshape(a.x(), shape(a, "newshape", a.x()).dims());
  }

  private static Tensor transpose(Arguments a) {
    int[] axes = a.integers("axes");
    return axes == null ? Ops.transpose(a.x()) : Ops.transpose(a.x(), axes);
  }

  private static Tensor moveAxis(Arguments a) {
    Tensor x = a.x();
    int[] from = a.required("source");
    int[] to = a.required("destination");
    int[] order = new int[x.rank()];
    java.util.Arrays.fill(order, -1);
    List<Integer> rest = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
    for (int i = 0; i < from.length; i++) {
      order[x.shape().axis(to[i])] = x.shape().axis(from[i]);
      rest.remove(Integer.valueOf(x.shape().axis(from[i])));
    }
    for (int i = 0; i < order.length; i++) {
      order[i] = order[i] < 0 ? rest.remove(0) : order[i];
    }
    return Ops.transpose(x, order);
  }

  private static Tensor expandDims(Arguments a) {
    Tensor x = a.x();
    int[] axes = a.required("axis");
    int rank = x.rank() + axes.length;
    int[] places = IntStream.of(axes).map(axis -> axis < 0 ? axis + rank : axis).sorted().toArray();
    for (int place : places) {
      x = Ops.expandDims(x, place);
    }
    return x;
  }

  private static Tensor squeeze(Arguments a) {
    Tensor x = a.x();
    int[] axes =
        a.setting("axis") == null
            ? IntStream.range(0, x.rank()).filter(axis -> a.x().dim(axis) == 1).toArray()
            : a.axes(x);
    return axes.length == 0 ? x : Ops.reshape(x, x.shape().without(axes).dims());
  }

  private static Tensor flip(Arguments a) {
    Tensor x = a.x();
    for (int axis : a.axes(x)) {
      x = Ops.flip(x, axis);
    }
    return x;
  }

  private static Tensor rot90(Arguments a) {
    Tensor x = a.tensor(0, "array");
    int[] axes = a.integers("axes");
    int p = axes == null ? 0 : axes[0];
    int q = axes == null ? 1 : axes[1];
    for (int i = 0; i < Math.floorMod(a.integer("k", 1), 4); i++) {
      x = Ops.flip(Ops.swapaxes(x, p, q), p);
    }
    return x;
  }

  private static Tensor roll(Arguments a) {
    Tensor x = a.x();
    int[] shifts = a.required("shift");
    int[] axes = a.integers("axis");
    if (axes == null) {
      Tensor flat = Ops.reshape(x, x.shape().size());
      return Ops.reshape(roll(flat, 0, IntStream.of(shifts).sum()), x.shape().dims());
    }
    // One axis stands for as many as there are shifts, and one shift for as many axes.
    for (int i = 0; i < Math.max(axes.length, shifts.length); i++) {
      int axis = axes[Math.min(i, axes.length - 1)];
      x = roll(x, x.shape().axis(axis), shifts[Math.min(i, shifts.length - 1)]);
    }
    return x;
  }

  static Tensor roll(Tensor x, int axis, int shift) {
    long n = x.dim(axis);
    long by = n == 0 ? 0 : Math.floorMod(shift, n);
    return by == 0
        ? x
        : Ops.concatenate(
            List.of(Ops.slice(x, axis, n - by, n), Ops.slice(x, axis, 0, n - by)), axis);
  }

  private static Tensor repeat(Arguments a) {
    Tensor x = Reductions.flatIfNoAxis(a, a.x());
    int axis = a.setting("axis") == null ? 0 : a.axis(x, "axis", 0);
    int[] times = times(a);
    if (times.length == 1) {
      return Ops.repeat(x, times[0], axis);
    }
    Sizes.parts(a.name(), IntStream.of(times).asDoubleStream().sum());
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      for (int j = 0; j < times[i]; j++) {
        parts.add(Ops.slice(x, axis, i, i + 1L));
      }
    }
    return Ops.concatenate(parts, axis);
  }

  private static int[] times(Arguments a) {
    int[] times = a.required("repeats");
    for (int one : times) {
      Sizes.within(a.name(), "repeats", one, 1);
    }
    return times;
  }

  private static Tensor tile(Arguments a) {
    return Ops.tile(a.x(), times(a));
  }
}
