package io.hornbill.files.internal;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;

/**
 * Refuses what a file asks for when this JVM could not hold it, before anything is allocated, so
 * that an absurd size in a file ends in a message instead of an {@link OutOfMemoryError}.
 */
public final class MemoryBudget {

  private static final long RESERVE = 4L << 20;

  private MemoryBudget() {}

  /**
   * Checks that so many bytes of Java heap are to be had.
   *
   * @param bytes the number of bytes wanted
   * @param place the file, and the place in it, that wants them
   * @throws ModelFormatException if the heap is too small
   */
  public static void require(long bytes, String place) {
    if (bytes < RESERVE) {
      return;
    }
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    if (bytes > runtime.maxMemory() - RESERVE) {
      throw refusal(bytes, runtime.maxMemory(), place);
    }
    if (bytes > runtime.maxMemory() - used - RESERVE) {
      System.gc();
      used = runtime.totalMemory() - runtime.freeMemory();
      if (bytes > runtime.maxMemory() - used - RESERVE) {
        throw refusal(bytes, runtime.maxMemory() - used, place);
      }
    }
  }

  private static ModelFormatException refusal(long bytes, long available, String place) {
    return Fault.of("MemoryBudget")
        .expected("what a file holds must fit into memory")
        .received("%s bytes for %s, with %s bytes available", bytes, place, available)
        .remedy(
            "The file is damaged or made to exhaust memory; if it is neither, give the JVM"
                + " more memory (-Xmx).")
        .as(ModelFormatException::new);
  }
}
