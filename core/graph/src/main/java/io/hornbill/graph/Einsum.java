package io.hornbill.graph;

import io.hornbill.base.Fault;
import java.util.List;
import java.util.function.IntPredicate;

/** Einstein's summation of two tensors, turned into one batched matrix product. */
final class Einsum {
  private Einsum() {}

  static Tensor of(String equation, Tensor a, Tensor b) {
    String[] sides = equation.replace(" ", "").split("->", -1);
    String[] ins = sides[0].split(",", -1);
    if (sides.length != 2
        || ins.length != 2
        || ins[0].length() != a.rank()
        || ins[1].length() != b.rank()) {
      throw Fault.of("einsum")
          .expected("the equation must name each axis of both inputs, as \"abc,cd->abd\"")
          .received("\"%s\" for %s and %s", equation, a.shape(), b.shape())
          .remedy("Use one letter per axis.")
          .argument();
    }
    String left = ins[0];
    String right = ins[1];
    String out = sides[1];
    String shared = letters(left, c -> has(right, c) && has(out, c));
    String inner = letters(left, c -> has(right, c) && !has(out, c));
    String rows = letters(left, c -> !has(right, c));
    String columns = letters(right, c -> !has(left, c));
    Tensor x = arrange(a, left, shared, rows, inner);
    Tensor y = arrange(b, right, shared, inner, columns);
    Tensor product = Ops.matmul(x, y);
    String all = shared + rows + columns;
    long[] dims = new long[all.length()];
    for (int i = 0; i < dims.length; i++) {
      char c = all.charAt(i);
      dims[i] = left.indexOf(c) >= 0 ? a.dim(left.indexOf(c)) : b.dim(right.indexOf(c));
    }
    Tensor full = Ops.reshape(product, dims);
    StringBuilder lost = new StringBuilder(all);
    for (int i = all.length() - 1; i >= 0; i--) {
      if (out.indexOf(all.charAt(i)) < 0) { // an axis of one input alone that is summed away
        full = Ops.sum(full, i);
        lost.deleteCharAt(i);
      }
    }
    int[] order = out.chars().map(c -> lost.toString().indexOf(c)).toArray();
    return order.length == 0 ? full : Ops.transpose(full, order);
  }

  private static String letters(String of, IntPredicate kept) {
    return of.chars()
        .filter(kept)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean has(String letters, int letter) {
    return letters.indexOf(letter) >= 0;
  }

  /** Brings the axes into groups and joins the last two groups into one axis each. */
  private static Tensor arrange(Tensor x, String axes, String batch, String first, String second) {
    String order = batch + first + second;
    int[] permutation = order.chars().map(axes::indexOf).toArray();
    Tensor moved = permutation.length == 0 ? x : Ops.transpose(x, permutation);
    long[] dims = new long[batch.length() + 2];
    for (int i = 0; i < batch.length(); i++) {
      dims[i] = moved.dim(i);
    }
    dims[batch.length()] = join(moved, batch.length(), first.length());
    dims[batch.length() + 1] = join(moved, batch.length() + first.length(), second.length());
    return Ops.reshape(moved, dims);
  }

  private static long join(Tensor x, int from, int count) {
    List<Long> lengths = x.shape().slice(from, from + count).toList();
    return lengths.contains(Shape.UNKNOWN)
        ? Shape.UNKNOWN
        : lengths.stream().reduce(1L, (p, q) -> p * q);
  }
}
