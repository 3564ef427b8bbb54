package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/** What joins tensors, and what takes them apart. */
final class Joins {
  private static final String NUMPY = "numpy";

  private Joins() {}

  static void register() {
    Operations.one(
        NUMPY,
        "Concatenate",
        a -> {
          List<Tensor> all = a.list(0, "xs");
          return Ops.concatenate(all, a.axis(all.get(0), "axis", 0));
        });
    Operations.one(NUMPY, "Stack", a -> Ops.stack(a.list(0, "x"), a.integer("axis", 0)));
    Operations.one(NUMPY, "Append", Joins::append);
    Operations.one(NUMPY, "Hstack", a -> stacked(a, 1, 0));
    Operations.one(NUMPY, "Vstack", a -> stacked(a, 0, 0));
    Operations.one(NUMPY, "Dstack", Joins::dstack);
    Operations.put(NUMPY, "Split", a -> split(a, a.axis(a.x(), "axis", 0)));
    Operations.put(NUMPY, "ArraySplit", a -> split(a, a.axis(a.x(), "axis", 0)));
    Operations.put(NUMPY, "Hsplit", a -> split(a, a.x().rank() == 1 ? 0 : 1));
    Operations.put(NUMPY, "Vsplit", a -> split(a, 0));
    Operations.put(NUMPY, "Dsplit", a -> split(a, 2));
    Operations.put(
        "core", "Unstack", a -> Sizes.unstack(a.name(), a.x(), a.axis(a.x(), "axis", 0)));
    Operations.put(NUMPY, "Meshgrid", Joins::meshgrid);
  }

  private static Tensor append(Arguments a) {
    Tensor x = a.tensor(0, "x1");
    Tensor y = a.tensor(1, "x2");
    if (a.setting("axis") == null) {
      return Ops.concatenate(
          List.of(Ops.reshape(x, x.shape().size()), Ops.reshape(y, y.shape().size())), 0);
    }
    return Ops.concatenate(List.of(x, y), a.axis(x, "axis", 0));
  }

  private static Tensor stacked(Arguments a, int axis, int ofVectors) {
    List<Tensor> all = a.list(0, "xs");
    boolean vectors = all.get(0).rank() <= 1;
    if (vectors && axis == 0) {
      return Ops.concatenate(
          all.stream().map(x -> Ops.reshape(x, 1, x.shape().size())).toList(), 0);
    }
    return Ops.concatenate(all, vectors ? ofVectors : axis);
  }

  private static Tensor dstack(Arguments a) {
    List<Tensor> wide = new ArrayList<>();
    for (Tensor x : a.list(0, "xs")) {
      Tensor rows = x.rank() == 1 ? Ops.expandDims(x, 0) : x;
      wide.add(rows.rank() == 2 ? Ops.expandDims(rows, 2) : rows);
    }
    return Ops.concatenate(wide, 2);
  }

  private static List<Tensor> split(Arguments a, int axis) {
    Tensor x = a.x();
    long n = x.dim(axis);
    List<Long> ends = new ArrayList<>();
    Object written = a.setting("indices_or_sections");
    if (written instanceof Number sections) {
      long parts = Sizes.parts(a.name(), sections.doubleValue());
      long end = 0;
      for (long i = 0; i < parts; i++) {
        end += n / parts + (i < n % parts ? 1 : 0);
        ends.add(end);
      }
    } else {
      for (int place : java.util.Objects.requireNonNull(a.ints(written))) {
        ends.add(Math.min(n, place < 0 ? place + n : place));
      }
      ends.add(n);
    }
    List<Tensor> parts = new ArrayList<>();
    long from = 0;
    for (long end : ends) {
      parts.add(Ops.slice(x, axis, from, Math.max(from, end)));
      from = Math.max(from, end);
    }
    return parts;
  }

  private static List<Tensor> meshgrid(Arguments a) {
    List<Tensor> axes = new ArrayList<>(a.rest(0));
    boolean xy = a.text("indexing", "xy").equals("xy") && axes.size() > 1;
    long[] dims = axes.stream().mapToLong(x -> x.shape().size()).toArray();
    if (xy) {
      long first = dims[0];
      dims[0] = dims[1];
      dims[1] = first;
    }
    List<Tensor> result = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      long[] own = new long[dims.length];
      java.util.Arrays.fill(own, 1);
      int place = xy && i < 2 ? 1 - i : i;
      own[place] = axes.get(i).shape().size();
      Tensor shaped = Ops.reshape(axes.get(i), own);
      result.add(Ops.broadcastTo(shaped, io.hornbill.graph.Shape.of(dims)));
    }
    return result;
  }
}
