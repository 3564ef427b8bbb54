package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Einstein's summation, of any number of operands. */
final class Sums {
  private Sums() {}

  static Tensor einsum(Arguments a) {
    String subscripts = a.text("subscripts", "").replace(" ", "");
    List<Tensor> operands = a.rest(0);
    String[] sides = subscripts.split("->", -1);
    List<String> ins = new ArrayList<>(List.of(sides[0].split(",", -1)));
    String free = free(ins, operands);
    for (int i = 0; i < ins.size(); i++) {
      int extra = operands.get(i).rank() - ins.get(i).replace("...", "").length();
      ins.set(i, ins.get(i).replace("...", free.substring(free.length() - Math.max(0, extra))));
    }
    String out = sides.length > 1 ? sides[1].replace("...", free) : implicit(ins, free);
    for (int i = 0; i < ins.size(); i++) {
      String labels = ins.get(i);
      Tensor x = operands.get(i);
      while (repeated(labels) >= 0) {
        int second = repeated(labels);
        int first = labels.indexOf(labels.charAt(second));
        x = diagonal(x, first, second);
        labels =
            new StringBuilder(labels).deleteCharAt(second).deleteCharAt(first).toString()
                + labels.charAt(second);
      }
      ins.set(i, labels);
      operands.set(i, x);
    }
    return product(ins, operands, out);
  }

  private static String free(List<String> ins, List<Tensor> operands) {
    int most = 0;
    for (int i = 0; i < ins.size(); i++) {
      if (ins.get(i).contains("...")) {
        most = Math.max(most, operands.get(i).rank() - ins.get(i).replace("...", "").length());
      }
    }
    return "ΑΒΓΔΕΖΗΘ".substring(0, most);
  }

  private static String implicit(List<String> ins, String free) {
    String all = String.join("", ins);
    StringBuilder out = new StringBuilder(free);
    TreeSet<Character> letters = new TreeSet<>();
    all.chars().forEach(c -> letters.add((char) c));
    for (char c : letters) {
      if (all.indexOf(c) == all.lastIndexOf(c) && free.indexOf(c) < 0) {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static int repeated(String labels) {
    for (int i = 1; i < labels.length(); i++) {
      if (labels.indexOf(labels.charAt(i)) < i) {
        return i;
      }
    }
    return -1;
  }

  private static Tensor diagonal(Tensor x, int first, int second) {
    Tensor moved = Ops.moveaxis(Ops.moveaxis(x, second, x.rank() - 1), first, x.rank() - 2);
    return Diagonals.of(moved, 0);
  }

  /** Two operands at a time: their shared axes that nobody else needs are summed over. */
  private static Tensor product(List<String> ins, List<Tensor> operands, String out) {
    String labels = ins.get(0);
    Tensor x = operands.get(0);
    for (int i = 1; i < ins.size(); i++) {
      String needed = out + String.join("", ins.subList(i + 1, ins.size()));
      String other = ins.get(i);
      StringBuilder both = new StringBuilder();
      (labels + other)
          .chars()
          .distinct()
          .filter(c -> needed.indexOf(c) >= 0)
          .forEach(c -> both.append((char) c));
      x = pair(x, labels, operands.get(i), other, both.toString());
      labels = both.toString();
    }
    return arranged(x, labels, out);
  }

  private static Tensor pair(Tensor a, String left, Tensor b, String right, String out) {
    if (!left.isEmpty() && !right.isEmpty() && sameLengths(a, left, b, right)) {
      return Ops.einsum(plain(left + "," + right + "->" + out), a, b);
    }
    String all =
        left
            + right
                .chars()
                .filter(c -> left.indexOf(c) < 0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
    Tensor wide = spread(a, left, all).times(spread(b, right, all));
    return arranged(wide, all, out);
  }

  private static boolean sameLengths(Tensor a, String left, Tensor b, String right) {
    return left.chars()
        .allMatch(c -> right.indexOf(c) < 0 || a.dim(left.indexOf(c)) == b.dim(right.indexOf(c)));
  }

  /** Letters of axes that have no name become plain ones. */
  private static String plain(String equation) {
    Map<Character, Character> names = new HashMap<>();
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < equation.length(); i++) {
      char c = equation.charAt(i);
      boolean axis = Character.isLetter(c);
      result.append(
          axis ? names.computeIfAbsent(c, n -> (char) ('a' + names.size())).charValue() : c);
    }
    return result.toString();
  }

  private static Tensor spread(Tensor x, String labels, String all) {
    StringBuilder order = new StringBuilder();
    long[] dims = new long[all.length()];
    for (int i = 0; i < all.length(); i++) {
      int at = labels.indexOf(all.charAt(i));
      dims[i] = at < 0 ? 1 : x.dim(at);
      if (at >= 0) {
        order.append(all.charAt(i));
      }
    }
    int[] axes = order.chars().map(labels::indexOf).toArray();
    return Ops.reshape(axes.length == 0 ? x : Ops.transpose(x, axes), dims);
  }

  private static Tensor arranged(Tensor x, String labels, String out) {
    int[] lost =
        java.util.stream.IntStream.range(0, labels.length())
            .filter(i -> out.indexOf(labels.charAt(i)) < 0)
            .toArray();
    Tensor kept = lost.length == 0 ? x : Ops.sum(x, lost, false);
    StringBuilder rest = new StringBuilder();
    labels.chars().filter(c -> out.indexOf(c) >= 0).forEach(c -> rest.append((char) c));
    int[] order = out.chars().map(c -> rest.toString().indexOf(c)).toArray();
    return order.length == 0 ? Ops.reshape(kept, Shape.SCALAR.dims()) : Ops.transpose(kept, order);
  }
}
