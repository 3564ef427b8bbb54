package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Products of matrices and what is made of them. */
final class Products {
  private static final String NUMPY = "numpy";

  private Products() {}

  static void register() {
    Elementwise.binary("Matmul", Products::matmul);
    Elementwise.binary("Dot", Products::dot);
    Elementwise.binary("Inner", Products::inner);
    Elementwise.binary("Outer", (a, b) -> Ops.reshape(flat(a), flat(a).dim(0), 1).times(flat(b)));
    Elementwise.binary("Vdot", (a, b) -> Ops.sum(flat(a).times(flat(b))));
    Elementwise.binary("Kron", Products::kron);
    Operations.one(NUMPY, "Tensordot", Products::tensorDot);
    Operations.one(NUMPY, "Einsum", Sums::einsum);
    Operations.one(NUMPY, "Cross", Products::cross);
  }

  static Tensor flat(Tensor x) {
    return Ops.reshape(x, x.shape().size());
  }

  /** As numpy: vectors are a row on the left and a column on the right. */
  static Tensor matmul(Tensor a, Tensor b) {
    Tensor left = a.rank() == 1 ? Ops.expandDims(a, 0) : a;
    Tensor right = b.rank() == 1 ? Ops.expandDims(b, 1) : b;
    int n = Math.max(left.rank(), right.rank());
    Shape batch =
        Shape.broadcast(
            "Matmul",
            left.shape().slice(0, left.rank() - 2),
            right.shape().slice(0, right.rank() - 2));
    Tensor wideLeft = n == 2 ? left : widen(left, batch);
    Tensor wideRight = n == 2 ? right : widen(right, batch);
    Tensor product = Ops.matmul(wideLeft, wideRight);
    long[] dims = product.shape().dims();
    List<Long> out = new ArrayList<>(Arrays.stream(dims).boxed().toList());
    if (b.rank() == 1) {
      out.remove(out.size() - 1);
    }
    if (a.rank() == 1) {
      out.remove(out.size() - (b.rank() == 1 ? 1 : 2));
    }
    return Ops.reshape(product, out.stream().mapToLong(Long::longValue).toArray());
  }

  private static Tensor widen(Tensor x, Shape batch) {
    return Ops.broadcastTo(x, batch.append(x.dim(-2), x.dim(-1)));
  }

  private static Tensor dot(Tensor a, Tensor b) {
    if (a.rank() == 0 || b.rank() == 0) {
      return a.times(b);
    }
    int last = b.rank() == 1 ? 0 : b.rank() - 2;
    return contract(a, b, new int[] {a.rank() - 1}, new int[] {last});
  }

  private static Tensor inner(Tensor a, Tensor b) {
    return a.rank() == 0 || b.rank() == 0
        ? a.times(b)
        : contract(a, b, new int[] {a.rank() - 1}, new int[] {b.rank() - 1});
  }

  private static Tensor tensorDot(Arguments a) {
    Tensor x = a.tensor(0, "x1");
    Tensor y = a.tensor(1, "x2");
    Object axes = a.setting("axes");
    if (axes instanceof List<?> two && two.size() == 2) {
      int[] first = java.util.Objects.requireNonNull(a.ints(two.get(0)));
      int[] second = java.util.Objects.requireNonNull(a.ints(two.get(1)));
      return contract(x, y, first, second);
    }
    int count = a.integer("axes", 2);
    return contract(
        x,
        y,
        IntStream.range(x.rank() - count, x.rank()).toArray(),
        IntStream.range(0, count).toArray());
  }

  private static Tensor contract(Tensor a, Tensor b, int[] first, int[] second) {
    int[] p = IntStream.of(first).map(axis -> a.shape().axis(axis)).toArray();
    int[] q = IntStream.of(second).map(axis -> b.shape().axis(axis)).toArray();
    int[] restA = others(a.rank(), p);
    int[] restB = others(b.rank(), q);
    Tensor left =
        Ops.transpose(a, IntStream.concat(IntStream.of(restA), IntStream.of(p)).toArray());
    Tensor right =
        Ops.transpose(b, IntStream.concat(IntStream.of(q), IntStream.of(restB)).toArray());
    long inner = IntStream.of(p).mapToLong(a::dim).reduce(1, (u, v) -> u * v);
    Tensor product =
        Ops.matmul(
            Ops.reshape(left, a.shape().size() / inner, inner),
            Ops.reshape(right, inner, b.shape().size() / inner));
    long[] dims =
        java.util.stream.LongStream.concat(
                IntStream.of(restA).mapToLong(a::dim), IntStream.of(restB).mapToLong(b::dim))
            .toArray();
    return Ops.reshape(product, dims);
  }

  private static int[] others(int rank, int[] axes) {
    return IntStream.range(0, rank)
        .filter(axis -> IntStream.of(axes).noneMatch(one -> one == axis))
        .toArray();
  }

  private static Tensor kron(Tensor a, Tensor b) {
    Tensor x = a;
    Tensor y = b;
    while (x.rank() < y.rank()) {
      x = Ops.expandDims(x, 0);
    }
    while (y.rank() < x.rank()) {
      y = Ops.expandDims(y, 0);
    }
    int n = x.rank();
    long[] left = new long[2 * n];
    long[] right = new long[2 * n];
    long[] out = new long[n];
    for (int i = 0; i < n; i++) {
      left[2 * i] = x.dim(i);
      left[2 * i + 1] = 1;
      right[2 * i] = 1;
      right[2 * i + 1] = y.dim(i);
      out[i] = x.dim(i) * y.dim(i);
    }
    return Ops.reshape(Ops.reshape(x, left).times(Ops.reshape(y, right)), out);
  }

  private static Tensor cross(Arguments a) {
    boolean common = a.setting("axis") != null;
    Tensor x = a.tensor(0, "x1");
    Tensor y = a.tensor(1, "x2");
    Tensor u =
        Ops.moveaxis(x, common ? a.integer("axis", -1) : a.integer("axisa", -1), x.rank() - 1);
    Tensor v =
        Ops.moveaxis(y, common ? a.integer("axis", -1) : a.integer("axisb", -1), y.rank() - 1);
    if (u.dim(-1) == 2 && v.dim(-1) == 2) {
      return part(u, 0).times(part(v, 1)).minus(part(u, 1).times(part(v, 0)));
    }
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int j = (i + 1) % 3;
      int k = (i + 2) % 3;
      parts.add(part(u, j).times(part(v, k)).minus(part(u, k).times(part(v, j))));
    }
    Tensor result = Ops.stack(parts, -1);
    int to = common ? a.integer("axis", -1) : a.integer("axisc", -1);
    return Ops.moveaxis(result, result.rank() - 1, to);
  }

  private static Tensor part(Tensor x, int i) {
    return i < x.dim(-1)
        ? Ops.select(x, x.rank() - 1, i)
        : Ops.zerosLike(Ops.select(x, x.rank() - 1, 0));
  }
}
