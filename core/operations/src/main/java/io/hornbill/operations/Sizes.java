package io.hornbill.operations;

import io.hornbill.base.Fault;
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
    if (value < least || value > LONGEST) {
      throw Fault.of(owner)
          .expected("%s must be from %s to %s", name, least, LONGEST)
          .received(value)
          .remedy("Correct the configuration.")
          .argument();
    }
    return (int) value;
  }

  /** Requires that there are not too many tensors to be made one by one. */
  static long parts(String owner, double count) {
    if (!(count >= 1 && count <= MOST_PARTS)) {
      throw Fault.of(owner)
          .expected("what is computed part by part must have from 1 to %s parts", MOST_PARTS)
          .received("%.0f", count)
          .remedy("Correct the configuration, or put the computation into a layer of your own.")
          .argument();
    }
    return (long) count;
  }

  /** The slices of an axis, without it. */
  static List<Tensor> unstack(String owner, Tensor x, int axis) {
    parts(owner, (double) x.dim(axis));
    return Ops.unstack(x, axis);
  }

  /** Requires that an array that is computed while the model is put together can be held. */
  static void table(String owner, double elements) {
    if (!(elements <= MOST_ELEMENTS)) {
      throw Fault.of(owner)
          .expected("a table of fixed numbers must have at most %s elements", MOST_ELEMENTS)
          .received("%.0f", elements)
          .remedy("Correct the configuration.")
          .argument();
    }
    JavaHeap.require(
        elements * BYTES, owner, String.format(Locale.ROOT, "a table of %.0f numbers", elements));
  }
}
