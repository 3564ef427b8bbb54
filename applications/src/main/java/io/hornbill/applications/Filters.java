package io.hornbill.applications;

/** Numbers of filters that processors like: multiples of a divisor. */
final class Filters {
  private Filters() {}

  /** The nearest multiple, at least one divisor, and not more than a tenth below. */
  static int divisible(double filters, int divisor) {
    int rounded = nearest(filters, divisor);
    return rounded < 0.9 * filters ? rounded + divisor : rounded;
  }

  /** The nearest multiple, at least one divisor. */
  static int nearest(double filters, int divisor) {
    return Math.max(divisor, (int) (filters + divisor / 2.0) / divisor * divisor);
  }
}
