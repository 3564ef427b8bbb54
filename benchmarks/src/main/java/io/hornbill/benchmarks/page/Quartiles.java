package io.hornbill.benchmarks.page;

import java.util.List;
import java.util.Locale;

/**
 * What repeated measurements came to.
 *
 * @param low the first quartile
 * @param median the second one
 * @param high the third one
 */
public record Quartiles(double low, double median, double high) {

  /**
   * Takes the quartiles of some values, between two of them by their distance.
   *
   * @param values at least one, in any order
   * @return the quartiles
   */
  public static Quartiles of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return new Quartiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  private static double at(List<Double> sorted, double share) {
    double place = share * (sorted.size() - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }

  /**
   * Returns the median with three digits that count, and below it the other two if they differ.
   *
   * @return a cell of a table in Markdown
   */
  String inCell() {
    String middle = digits(median);
    return low == high ? middle : "%s<br>%s–%s".formatted(middle, digits(low), digits(high));
  }

  /** Three digits that count, no more than three behind the point. */
  static String digits(double value) {
    int before = (int) Math.floor(Math.log10(Math.max(value, 1e-9))) + 1;
    return String.format(Locale.ROOT, "%." + Math.min(3, Math.max(0, 3 - before)) + "f", value);
  }
}
