package io.hornbill.base;

/** Refuses work on Java arrays that this JVM's heap cannot hold, before they are made. */
public final class JavaHeap {
  private static final double SMALL = 1 << 24;

  private JavaHeap() {}

  /**
   * Requires that arrays fit.
   *
   * @param bytes how many bytes they have, all together
   * @param owner who needs them, for the message
   * @param what what needs them, for the message
   * @throws IllegalArgumentException if the heap cannot hold them
   */
  public static void require(double bytes, String owner, String what) {
    if (bytes < SMALL) {
      return;
    }
    Runtime runtime = Runtime.getRuntime();
    double most = (double) runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    if (bytes > most) {
      System.gc();
      most = (double) runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }
    if (bytes > most) {
      throw new IllegalArgumentException(
          "%s: what is computed on Java arrays must fit into the heap, of which %s are left. Received: %s for %s. Use a smaller batch or layer, or raise -Xmx."
              .formatted(owner, MemoryLimit.text(most), MemoryLimit.text(bytes), what));
    }
  }
}
