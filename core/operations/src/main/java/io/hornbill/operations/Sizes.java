package io.hornbill.operations;

import io.hornbill.base.Checks;
import io.hornbill.base.JavaHeap;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import java.util.Locale;

/** How large the numbers of a configuration may be. */
final class Sizes {
  /** The longest window and the widest margin, as in layers. */
  static final int LONGEST = 1 << 20;

  private static final int MOST_PARTS = 1 << 14;
  private static final int MOST_ELEMENTS = 1 << 25;
  private static final int BYTES = 24;

  private Sizes() {}

  /** Requires that a length is in a range. */
  static int within(String owner, String name, long value, int least) {
    Checks.argument(
        value >= least && value <= LONGEST,
        "%s: %s must be from %s to %s. Received: %s. Correct the configuration.",
        owner,
        name,
        least,
        LONGEST,
        value);
    return (int) value;
  }

  /** Requires that there are not too many tensors to be made one by one. */
  static long parts(String owner, double count) {
    Checks.argument(
        count >= 1 && count <= MOST_PARTS,
        "%s: what is computed part by part must have from 1 to %s parts. Received: %.0f. Correct the configuration, or put the computation into a layer of your own.",
        owner,
        MOST_PARTS,
        count);
    return (long) count;
  }

  /** The slices of an axis, without it. */
  static List<Tensor> unstack(String owner, Tensor x, int axis) {
    parts(owner, (double) x.dim(axis));
    return Ops.unstack(x, axis);
  }

  /** Requires that an array that is computed while the model is put together can be held. */
  static void table(String owner, double elements) {
    Checks.argument(
        elements <= MOST_ELEMENTS,
        "%s: a table of fixed numbers must have at most %s elements. Received: %.0f. Correct the configuration.",
        owner,
        MOST_ELEMENTS,
        elements);
    JavaHeap.require(
        elements * BYTES, owner, String.format(Locale.ROOT, "a table of %.0f numbers", elements));
  }
}
