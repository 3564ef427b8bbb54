package io.hornbill.callbacks.internal.events;

import java.util.Arrays;

/**
 * Counts of numbers in 30 intervals of equal width from the smallest to the largest, as {@code
 * tf.summary.histogram} has them.
 */
final class Histogram {
  static final int BUCKETS = 30;

  private Histogram() {}

  /**
   * Counts numbers; those that are not finite are left out.
   *
   * @param values the numbers
   * @return {@code [30, 3]}: left edge, right edge, count; if all numbers are the same, all edges
   *     are and the last bucket counts; all zero if there are none
   */
  static double[] buckets(double[] values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    double[] rows = new double[BUCKETS * 3];
    if (finite.length == 0) {
      return rows;
    }
    double min = Arrays.stream(finite).min().orElseThrow();
    double max = Arrays.stream(finite).max().orElseThrow();
    double width = (max - min) / BUCKETS;
    for (int i = 0; i < BUCKETS; i++) {
      rows[3 * i] = min + i * width;
      rows[3 * i + 1] = i == BUCKETS - 1 ? max : min + (i + 1) * width;
    }
    for (double value : finite) {
      int bucket = width > 0 ? (int) Math.floor((value - min) / width) : BUCKETS;
      rows[3 * Math.min(bucket, BUCKETS - 1) + 2]++;
    }
    return rows;
  }
}
