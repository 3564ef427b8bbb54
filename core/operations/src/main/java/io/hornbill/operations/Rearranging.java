package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Patterns of einops: {@code "b (h p) c -> b h (p c)"}. */
final class Rearranging {
  private Rearranging() {}

  static Tensor rearrange(Arguments a) {
    Tensor x = a.tensor(0, "tensor");
    String pattern = a.raw(1, "pattern") instanceof String text ? text : a.text("pattern", "");
    String[] sides = pattern.split("->", -1);
    List<List<String>> from = groups(sides[0], x.rank());
    List<List<String>> to = groups(sides[1], x.rank());
    Map<String, Long> lengths = lengths(a, from, x);
    List<String> order = from.stream().flatMap(List::stream).toList();
    Tensor split = Ops.reshape(x, order.stream().mapToLong(lengths::get).toArray());
    List<String> wanted = to.stream().flatMap(List::stream).toList();
    Tensor moved =
        wanted.isEmpty()
            ? split
            : Ops.transpose(split, wanted.stream().mapToInt(order::indexOf).toArray());
    return Ops.reshape(
        moved,
        to.stream()
            .mapToLong(group -> group.stream().mapToLong(lengths::get).reduce(1, (p, q) -> p * q))
            .toArray());
  }

  private static Map<String, Long> lengths(Arguments a, List<List<String>> groups, Tensor x) {
    Map<String, Long> lengths = new HashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      long known = 1;
      String open = "";
      for (String axis : groups.get(i)) {
        if (a.setting(axis) instanceof Number number) {
          lengths.put(axis, number.longValue());
        } else if (axis.equals("1")) {
          lengths.put(axis, 1L);
        }
        if (lengths.containsKey(axis)) {
          known *= lengths.get(axis);
        } else {
          open = axis;
        }
      }
      if (!open.isEmpty()) {
        lengths.put(open, x.dim(i) / known);
      }
    }
    return lengths;
  }

  private static List<List<String>> groups(String side, int rank) {
    List<List<String>> groups = new ArrayList<>();
    List<String> open = null;
    for (String token : side.replace("(", " ( ").replace(")", " ) ").strip().split("\\s+", -1)) {
      if (token.equals("(")) {
        open = new ArrayList<>();
      } else if (token.equals(")")) {
        groups.add(open == null ? List.of() : open);
        open = null;
      } else if (token.equals("...")) {
        int others =
            (int)
                java.util.Arrays.stream(
                        side.replaceAll("\\([^)]*\\)", "g").strip().split("\\s+", -1))
                    .filter(t -> !t.equals("..."))
                    .count();
        for (int i = 0; i < rank - others; i++) {
          groups.add(List.of("..." + i));
        }
      } else if (open != null) {
        open.add(token);
      } else {
        groups.add(List.of(token));
      }
    }
    return groups;
  }
}
