package io.hornbill.graph.internal;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the users of a tensor add to its gradient. */
final class Contributions {
  private final List<Tensor> parts = new ArrayList<>();

  void add(Tensor part) {
    parts.add(part);
  }

  /**
   * Adds up. What comes from slices side by side is joined instead: a tensor taken apart into many
   * would otherwise be added up whole for each of them.
   */
  Tensor sum() {
    Tensor joined = joined();
    if (joined != null) {
      parts.removeIf(part -> part.op() instanceof Spread);
      parts.add(0, joined);
    }
    Tensor sum = parts.get(0);
    for (Tensor part : parts.subList(1, parts.size())) {
      sum = Ops.add(sum, part);
    }
    parts.clear();
    parts.add(sum);
    return sum;
  }

  /** Null if there are less than two slices, or they overlap or are not of one axis. */
  private @Nullable Tensor joined() {
    List<Tensor> slices =
        parts.stream()
            .filter(part -> part.op() instanceof Spread)
            .sorted(Comparator.comparingLong(part -> spread(part).from()))
            .toList();
    if (slices.size() < 2) {
      return null;
    }
    int axis = spread(slices.get(0)).axis();
    Spec whole = slices.get(0).spec();
    List<Tensor> pieces = new ArrayList<>();
    long at = 0;
    for (Tensor slice : slices) {
      Spread spread = spread(slice);
      if (spread.axis() != axis || spread.step() != 1 || spread.from() < at) {
        return null;
      }
      addZeros(pieces, whole, axis, spread.from() - at);
      Tensor piece = slice.node().input(0);
      pieces.add(piece);
      at = spread.from() + piece.dim(axis);
    }
    addZeros(pieces, whole, axis, whole.shape().dim(axis) - at);
    return Ops.concatenate(pieces, axis);
  }

  private static void addZeros(List<Tensor> pieces, Spec whole, int axis, long length) {
    if (length > 0) {
      pieces.add(Ops.fill(0, new Spec(whole.dataType(), whole.shape().with(axis, length))));
    }
  }

  private static Spread spread(Tensor part) {
    return (Spread) part.op();
  }
}
