package io.hornbill.base;

import java.util.Arrays;

/** Refuses work on Java arrays that this JVM's heap cannot hold, before they are made. */
public final class JavaHeap {
  private static final double SMALL = 1 << 24;

  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private JavaHeap() {}

  /**
   * Requires that an array can be made.
   *
   * @param width how many bytes an element has
   * @param owner who needs it, for the message
   * @param lengths the lengths whose product is the number of elements
   * @return the number of elements
   * @throws IllegalArgumentException if a length is negative, an array cannot have as many
   *     elements, or the heap cannot hold it
   */
  public static int length(int width, String owner, long... lengths) {
    double elements = 1;
    for (long length : lengths) {
      if (length < 0) {
        throw Fault.of(owner)
            .expected("a length must be at least 0")
            .received(length)
            .remedy("Give 0 or more.")
            .argument();
      }
      elements *= length;
    }
    String what = "an array of %s elements".formatted(Arrays.toString(lengths));
    if (!(elements <= MOST_ELEMENTS)) {
      throw Fault.of(owner)
          .expected("an array must have less than 2^31 elements")
          .received(what)
          .remedy("Give smaller lengths, or fewer rows at a time.")
          .argument();
    }
    require(elements * width, owner, what);
    return (int) elements;
  }

  /**
   * Requires that arrays fit.
   *
   * @param bytes how many bytes they have, all together
   * @param owner who needs them, for the message
   * @param what what needs them, for the message
   * @throws IllegalArgumentException if the heap cannot hold them
   */
  public static void require(double bytes, String owner, String what) {
    if (bytes < SMALL || bytes <= left()) {
      return;
    }
    System.gc();
    double most = left();
    if (bytes > most) {
      throw Fault.of(owner)
          .expected(
              "what is computed on Java arrays must fit into the heap, of which %s are left",
              MemoryLimit.text(most))
          .received("%s for %s", MemoryLimit.text(bytes), what)
          .remedy("Use a smaller batch or layer, or raise -Xmx.")
          .argument();
    }
  }

  /** Returns what is free, with what the heap may still take from the system. */
  private static double left() {
    Runtime runtime = Runtime.getRuntime();
    return (double) runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
  }
}
