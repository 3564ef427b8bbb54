package io.hornbill.benchmarks.limit;

/**
 * What a machine does at best.
 *
 * @param operationsPerSecond of products of large matrices
 * @param bytesPerSecond read and written by copies of large arrays
 */
public record Peak(double operationsPerSecond, double bytesPerSecond) {

  /**
   * Returns how long some work takes at least.
   *
   * @param work the work
   * @return milliseconds, the products after the bytes
   */
  public double millis(Work work) {
    return 1e3 * (work.operations() / operationsPerSecond + work.bytes() / bytesPerSecond);
  }
}
