package io.hornbill.benchmarks.harness;

import java.util.Arrays;
import java.util.Locale;

/** Measured durations in nanoseconds. */
public final class Durations {

  private long[] nanos = new long[1024];
  private int count;

  /**
   * Adds a duration.
   *
   * @param nanoseconds the duration
   */
  public void add(long nanoseconds) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = nanoseconds;
  }

  /**
   * Adds all durations of another.
   *
   * @param other where they come from
   */
  public void addAll(Durations other) {
    for (int i = 0; i < other.count; i++) {
      add(other.nanos[i]);
    }
  }

  /**
   * Returns how many durations there are.
   *
   * @return the count
   */
  public int count() {
    return count;
  }

  /**
   * Returns the arithmetic mean.
   *
   * @return nanoseconds
   */
  public double mean() {
    return (double) Arrays.stream(nanos, 0, count).sum() / count;
  }

  /**
   * Returns a percentile by the nearest rank.
   *
   * @param percent between 0 and 100
   * @return nanoseconds
   */
  public double percentile(double percent) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * count);
    return sorted[Math.max(rank, 1) - 1];
  }

  /**
   * Returns count, mean and quartiles as answers have them.
   *
   * @return {@code count=N mean-ms=T q1-ms=T median-ms=T q3-ms=T}
   */
  public String millis() {
    return String.format(
        Locale.ROOT,
        "count=%d mean-ms=%.4f q1-ms=%.4f median-ms=%.4f q3-ms=%.4f",
        count,
        mean() / 1e6,
        percentile(25) / 1e6,
        percentile(50) / 1e6,
        percentile(75) / 1e6);
  }
}
