package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Diagonals and triangles of matrices. */
final class Diagonals {
  private Diagonals() {}

  static Tensor diagonal(Arguments a) {
    Tensor x = a.x();
    int first = x.shape().axis(a.integer("axis1", 0));
    int second = x.shape().axis(a.integer("axis2", 1));
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      if (i != first && i != second) {
        order.add(i);
      }
    }
    order.add(first);
    order.add(second);
    return of(
        Ops.transpose(x, order.stream().mapToInt(Integer::intValue).toArray()),
        a.integer("offset", 0));
  }

  /** The diagonal of the last two axes. */
  static Tensor of(Tensor x, int offset) {
    long rows = x.dim(-2);
    long columns = x.dim(-1);
    long up = Math.max(0, offset);
    long down = Math.max(0, -offset);
    long length = Math.max(0, Math.min(rows - down, columns - up));
    double[] places = new double[(int) length];
    for (int i = 0; i < length; i++) {
      places[i] = (i + down) * columns + i + up;
    }
    Shape rest = x.shape().slice(0, x.rank() - 2);
    Tensor flat = Ops.reshape(x, rest.append(rows * columns).dims());
    return Indexing.takeAt(flat, Creation.constant(x.dataType(), places), flat.rank() - 1);
  }

  static Tensor diag(Arguments a) {
    Tensor x = a.x();
    return x.rank() == 1 ? matrix(x, a.integer("k", 0)) : of(x, a.integer("k", 0));
  }

  static Tensor diagFlat(Arguments a) {
    return matrix(Ops.reshape(a.x(), a.x().shape().size()), a.integer("k", 0));
  }

  private static Tensor matrix(Tensor x, int offset) {
    long n = x.dim(0);
    Tensor square = Ops.oneHot(Ops.arange(n, x.dataType()), n).times(Ops.expandDims(x, 1));
    Tensor rows = Ops.pad(square, 0, Math.max(0, -offset), Math.max(0, offset));
    return Ops.pad(rows, 1, Math.max(0, offset), Math.max(0, -offset));
  }

  static Tensor triangle(Arguments a, boolean lower) {
    Tensor x = a.x();
    return x.times(mask(x, a.integer("k", 0), lower));
  }

  /** Ones below or above a diagonal, of the last two axes. */
  static Tensor mask(Tensor x, int k, boolean lower) {
    Tensor rows = Ops.expandDims(Ops.arange(x.dim(-2), x.dataType()), 1);
    Tensor columns = Ops.arange(x.dim(-1), x.dataType());
    Tensor distance = columns.minus(rows);
    return lower ? Ops.lessEqual(distance, k) : Ops.greaterEqual(distance, k);
  }

  /** Beyond the corners there is no diagonal, and its sum is zero. */
  static Tensor trace(Arguments a) {
    Tensor diagonal = diagonal(a);
    return diagonal.dim(-1) == 0
        ? Ops.fill(0, new Spec(diagonal.dataType(), diagonal.shape().without(diagonal.rank() - 1)))
        : Ops.sum(diagonal, -1);
  }
}
