package io.hornbill.operations;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;

/** Norms of vectors and matrices. */
final class Norms {
  private Norms() {}

  static Tensor norm(Arguments a) {
    Tensor x = a.x();
    Object order = a.setting("ord");
    int[] given = a.integers("axis");
    boolean matrix = given == null ? order != null && x.rank() == 2 : given.length == 2;
    if (given == null && order == null) {
      return kept(a, x, Ops.sqrt(Ops.sum(Ops.square(x))), a.axes(x));
    }
    int[] axes = a.axes(x);
    return matrix && order != null && !order.equals("fro")
        ? ofMatrix(a, x, order, given == null ? axes : given)
        : ofVector(a, x, order);
  }

  /** The norm of the matrix of two axes, which are kept: the greatest sum of a column. */
  static Tensor ofColumns(Arguments a, Tensor x, int order) {
    int[] axes = a.axes(x);
    if (order != 1 || axes.length != 2) {
      throw Fault.of(a.name())
          .expected("order must be 1 or 2 along two axes, and any other one along one axis")
          .received("order %s along %s axes", order, axes.length)
          .remedy("Correct the configuration.")
          .argument();
    }
    int[] given = a.integers("axis");
    int rows = x.shape().axis(given == null ? axes[0] : given[0]);
    int columns = x.shape().axis(given == null ? axes[1] : given[1]);
    return Ops.max(Ops.sum(Ops.abs(x), rows, true), columns, true);
  }

  private static Tensor kept(Arguments a, Tensor x, Tensor y, int[] axes) {
    if (!a.keepDims()) {
      return y;
    }
    long[] dims = x.shape().dims();
    for (int axis : axes) {
      dims[axis] = 1;
    }
    return Ops.reshape(y, dims);
  }

  private static double number(@Nullable Object order) {
    return order instanceof Number n
        ? n.doubleValue()
        : order instanceof String text && !text.equals("fro") ? Constants.special(text) : 2;
  }

  private static Tensor ofVector(Arguments a, Tensor x, @Nullable Object order) {
    int[] axes = a.axes(x);
    boolean keep = a.keepDims();
    double p = number(order);
    Tensor size = Ops.abs(x);
    if (Double.isInfinite(p)) {
      return p > 0 ? Ops.max(size, axes, keep) : Ops.min(size, axes, keep);
    }
    if (p == 0) {
      return Ops.sum(Comparisons.truth(x), axes, keep);
    }
    if (p == 2) {
      return Ops.sqrt(Ops.sum(Ops.square(x), axes, keep));
    }
    return Ops.power(Ops.sum(Ops.power(size, p), axes, keep), 1 / p);
  }

  private static Tensor ofMatrix(Arguments a, Tensor x, Object order, int[] given) {
    int rows = x.shape().axis(given[0]);
    int columns = x.shape().axis(given[1]);
    double p = order.equals("nuc") ? 0 : number(order);
    Tensor result;
    if (order.equals("nuc") || Math.abs(p) == 2) {
      Tensor moved =
          Ops.moveaxis(
              Ops.moveaxis(x, rows, x.rank() - 1),
              columns > rows ? columns - 1 : columns,
              x.rank() - 1);
      Tensor s = Matrices.singularValues(moved);
      result = p == 0 ? Ops.sum(s, -1) : p > 0 ? Ops.max(s, -1) : Ops.min(s, -1);
    } else {
      boolean down = Math.abs(p) == 1;
      Tensor sums = Ops.sum(Ops.abs(x), down ? rows : columns, true);
      Tensor found =
          p > 0
              ? Ops.max(sums, down ? columns : rows, true)
              : Ops.min(sums, down ? columns : rows, true);
      result = Ops.reshape(found, x.shape().without(rows, columns).dims());
    }
    return kept(a, x, result, new int[] {rows, columns});
  }
}
