package io.hornbill.operations;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of tensors: {@code x[:, 1:, ..., None]}, and elements by their places. */
final class Indexing {
  private static final String NUMPY = "numpy";

  private Indexing() {}

  static void register() {
    Operations.one(NUMPY, "GetItem", a -> getItem(a.name(), a, a.x(), a.raw(1, "key")));
    Operations.one(NUMPY, "Take", Indexing::take);
    Operations.one(NUMPY, "TakeAlongAxis", Indexing::takeAlongAxis);
    Operations.one("core", "Slice", Indexing::slice);
    Operations.one("core", "SliceUpdate", Indexing::sliceUpdate);
    Operations.one("core", "Scatter", Indexing::scatter);
    Operations.one("core", "ScatterUpdate", Indexing::scatterUpdate);
    Operations.put(NUMPY, "UnravelIndex", Indexing::unravel);
    Operations.one(NUMPY, "Diagonal", Diagonals::diagonal);
    Operations.one(NUMPY, "Diag", Diagonals::diag);
    Operations.one(NUMPY, "Diagflat", Diagonals::diagFlat);
    Operations.one(NUMPY, "Trace", Diagonals::trace);
    Operations.one(NUMPY, "Tril", a -> Diagonals.triangle(a, true));
    Operations.one(NUMPY, "Triu", a -> Diagonals.triangle(a, false));
  }

  private static boolean isNamed(@Nullable Object raw, String className) {
    return className.equals(Constants.field(raw, "class_name"));
  }

  static Tensor getItem(String name, Arguments a, Tensor x, @Nullable Object key) {
    List<@Nullable Object> keys = new ArrayList<>();
    if (key instanceof List<?> list) {
      keys.addAll(list);
    } else {
      keys.add(key);
    }
    long used = keys.stream().filter(k -> k != null && !isNamed(k, "__ellipsis__")).count();
    int axis = 0;
    Tensor result = x;
    for (Object one : keys) {
      if (isNamed(one, "__ellipsis__")) {
        axis += (int) (x.rank() - used);
      } else if (one == null) {
        result = Ops.expandDims(result, axis++);
      } else if (isNamed(one, "__slice__")) {
        result = sliced(result, axis++, Constants.field(one, "config"));
      } else if (one instanceof Number index) {
        result = selected(name, result, axis, index.longValue());
      } else {
        Tensor ids = wrapped(a.toTensor(one), result.dim(axis));
        result = takeAt(result, ids, axis);
        axis += ids.rank();
      }
    }
    return result;
  }

  private static Tensor selected(String name, Tensor x, int axis, long index) {
    long n = x.dim(axis);
    long at = index < 0 ? index + n : index;
    if (at < 0 || at >= n) {
      throw Fault.of(name)
          .expected("the index must be in [%s, %s)", -n, n)
          .received("%s on axis %s of %s", index, axis, x.shape())
          .remedy("Correct the index.")
          .argument();
    }
    Tensor row = Ops.slice(x, axis, at, at + 1);
    return Ops.reshape(row, x.shape().without(axis).dims());
  }

  private static Tensor sliced(Tensor x, int axis, @Nullable Object slice) {
    long n = x.dim(axis);
    long step = Constants.field(slice, "step") instanceof Number number ? number.longValue() : 1;
    Object start = Constants.field(slice, "start");
    Object stop = Constants.field(slice, "stop");
    if (step < 0) {
      // Reversed, the first element is the last one.
      long from = start instanceof Number s ? bound(s.longValue(), n, -1, n - 1) : n - 1;
      long to = stop instanceof Number s ? bound(s.longValue(), n, -1, n - 1) : -1;
      Tensor back = Ops.flip(x, axis);
      return Ops.slice(back, axis, n - 1 - from, Math.max(n - 1 - from, n - 1 - to), -step);
    }
    long from = start instanceof Number s ? bound(s.longValue(), n, 0, n) : 0;
    long to = stop instanceof Number s ? bound(s.longValue(), n, 0, n) : n;
    return from == 0 && to == n && step == 1
        ? x
        : Ops.slice(x, axis, from, Math.max(from, to), step);
  }

  private static long bound(long place, long n, long least, long most) {
    return Math.min(most, Math.max(least, place < 0 ? place + n : place));
  }

  /** Negative places count from the end. */
  static Tensor wrapped(Tensor ids, long length) {
    return ids.plus(Ops.less(ids, 0).times((double) length));
  }

  static Tensor takeAt(Tensor x, Tensor ids, int axis) {
    Tensor rows = Ops.take(axis == 0 ? x : Ops.moveaxis(x, axis, 0), ids, "Take");
    if (axis == 0) {
      return rows;
    }
    // The axes of ids stand first, and belong into the place of the one that was chosen from.
    int[] order = new int[rows.rank()];
    for (int i = 0; i < order.length; i++) {
      int rest = i < axis ? i : i - ids.rank();
      order[i] = i >= axis && i < axis + ids.rank() ? i - axis : ids.rank() + rest;
    }
    return Ops.transpose(rows, order);
  }

  private static Tensor take(Arguments a) {
    Tensor x = Reductions.flatIfNoAxis(a, a.x());
    int axis = a.setting("axis") == null ? 0 : a.axis(x, "axis", 0);
    Tensor ids = wrapped(a.tensor(1, "indices"), x.dim(axis));
    return takeAt(x, Ops.clip(ids, 0, (double) (x.dim(axis) - 1)), axis);
  }

  private static Tensor takeAlongAxis(Arguments a) {
    Tensor x = Reductions.flatIfNoAxis(a, a.x());
    int axis = a.setting("axis") == null ? 0 : a.axis(x, "axis", 0);
    Tensor ids = wrapped(a.tensor(1, "indices"), x.dim(axis));
    long[] wide = x.shape().dims();
    for (int i = 0; i < wide.length; i++) {
      wide[i] = i == axis ? ids.dim(i) : Math.max(wide[i], ids.dim(i));
    }
    Tensor places = Ops.broadcastTo(ids, Shape.of(wide));
    Tensor from = Ops.broadcastTo(x, Shape.of(wide).with(axis, x.dim(axis)));
    Tensor flat = Ops.constant(0, x.dataType());
    long stride = 1;
    for (int i = wide.length - 1; i >= 0; i--) {
      long[] own = new long[wide.length];
      Arrays.fill(own, 1);
      own[i] = wide[i];
      Tensor along = i == axis ? places : Ops.reshape(Ops.arange(wide[i], x.dataType()), own);
      flat = flat.plus(along.times((double) stride));
      stride *= from.dim(i);
    }
    return Ops.take(Ops.reshape(from, from.shape().size()), flat, "TakeAlongAxis");
  }

  private static Tensor slice(Arguments a) {
    Tensor x = a.tensor(0, "inputs");
    int[] starts = starts(a);
    int[] lengths = a.required("shape");
    for (int i = 0; i < starts.length; i++) {
      long length = lengths[i] < 0 ? x.dim(i) - starts[i] : lengths[i];
      long from = Math.max(0, Math.min(starts[i], x.dim(i) - length));
      x = Ops.slice(x, i, from, from + length);
    }
    return x;
  }

  private static int[] starts(Arguments a) {
    Object written = a.raw(1, "start_indices");
    int[] starts = a.ints(written);
    if (starts == null || (Arguments.holdsTensor(written) && !Constants.isConstant(written))) {
      throw Fault.of(a.name())
          .expected("where a slice starts must be fixed numbers")
          .received(written)
          .remedy("Use TakeAlongAxis for computed places.")
          .argument();
    }
    return starts;
  }

  private static Tensor sliceUpdate(Arguments a) {
    Tensor x = a.tensor(0, "inputs");
    Tensor updates = a.tensor(2, "updates");
    int[] starts = starts(a);
    Tensor inside = Ops.onesLike(updates);
    for (int i = 0; i < starts.length; i++) {
      long from = Math.max(0, Math.min(starts[i], x.dim(i) - updates.dim(i)));
      long after = x.dim(i) - from - updates.dim(i);
      updates = Ops.pad(updates, i, from, after);
      inside = Ops.pad(inside, i, from, after);
    }
    return Ops.where(inside, updates, x);
  }

  /** Places in the flat array of rows by places on the first axes. */
  private static Tensor flatPlaces(Tensor indices, Shape shape) {
    int depth = (int) indices.dim(-1);
    Tensor flat = Ops.constant(0, indices.dataType());
    for (int i = 0; i < depth; i++) {
      Tensor along = wrapped(Ops.select(indices, indices.rank() - 1, i), shape.dim(i));
      flat = flat.times((double) shape.dim(i)).plus(along);
    }
    return flat;
  }

  private static Tensor rowsOf(Tensor values, Tensor indices, Shape shape) {
    int depth = (int) indices.dim(-1);
    long row = 1;
    for (int i = depth; i < shape.rank(); i++) {
      row *= shape.dim(i);
    }
    return Ops.reshape(values, values.shape().size() / Math.max(1, row), row);
  }

  private static Tensor scatter(Arguments a) {
    Tensor indices = a.tensor(0, "indices");
    Tensor values = a.tensor(1, "values");
    Shape shape = Moves.shape(a, "shape", null);
    Tensor rows = rowsOf(values, indices, shape);
    Tensor places = flatPlaces(indices, shape);
    long count = shape.size() / rows.dim(1);
    Tensor flat = Ops.reshape(places, rows.dim(0));
    return Ops.reshape(
        io.hornbill.graph.Node.apply(
            new io.hornbill.graph.internal.ops.ScatterAdd(count), flat, rows),
        shape.dims());
  }

  private static Tensor scatterUpdate(Arguments a) {
    Tensor x = a.tensor(0, "inputs");
    Tensor indices = a.tensor(1, "indices");
    Tensor updates = a.tensor(2, "updates");
    Tensor rows = rowsOf(updates, indices, x.shape());
    int width = (int) rows.dim(1);
    Tensor places = Ops.reshape(flatPlaces(indices, x.shape()), rows.dim(0));
    String how = a.text("reduction", "update");
    return Host.one(
        "scatterUpdate",
        x.shape(),
        (shapes, in, out) -> {
          System.arraycopy(in[0], 0, out[0], 0, out[0].length);
          for (int r = 0; r < in[1].length; r++) {
            for (int i = 0; i < width; i++) {
              int at = ((int) in[1][r]) * width + i;
              out[0][at] = combined(how, out[0][at], in[2][r * width + i]);
            }
          }
        },
        x,
        places,
        rows);
  }

  private static double combined(String how, double old, double update) {
    return switch (how) {
      case "add" -> old + update;
      case "max" -> Math.max(old, update);
      case "min" -> Math.min(old, update);
      case "mul" -> old * update;
      default -> update;
    };
  }

  private static List<Tensor> unravel(Arguments a) {
    Tensor rest = a.tensor(0, "indices");
    int[] shape = a.required("shape");
    List<Tensor> result = new ArrayList<>();
    for (int i = shape.length - 1; i >= 0; i--) {
      result.add(0, Ops.mod(rest, shape[i]));
      rest = Ops.floor(rest.dividedBy(shape[i]));
    }
    return result;
  }
}
