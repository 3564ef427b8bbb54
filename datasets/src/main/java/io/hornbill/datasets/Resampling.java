package io.hornbill.datasets;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The filters of Pillow's resizing.
 *
 * @see <a href="https://pillow.readthedocs.io/en/stable/handbook/concepts.html#filters">Pillow:
 *     filters</a>
 */
enum Resampling {
  NEAREST(0, x -> 1),
  BOX(0.5, x -> x > -0.5 && x <= 0.5 ? 1 : 0),
  BILINEAR(1, x -> Math.max(0, 1 - Math.abs(x))),
  HAMMING(1, Resampling::hamming),
  BICUBIC(2, Resampling::bicubic),
  LANCZOS(3, x -> x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0);

  private final double support;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final DoubleUnaryOperator weight;

  Resampling(double support, DoubleUnaryOperator weight) {
    this.support = support;
    this.weight = weight;
  }

  /** How Keras spells them. */
  static final List<String> NAMES =
      List.of("nearest", "bilinear", "bicubic", "hamming", "box", "lanczos");

  double support() {
    return support;
  }

  double weight(double x) {
    return weight.applyAsDouble(x);
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
  }

  private static double hamming(double x) {
    double distance = Math.abs(x);
    if (distance == 0) {
      return 1;
    }
    double angle = distance * Math.PI;
    return distance >= 1 ? 0 : Math.sin(angle) / angle * (0.54 + 0.46 * Math.cos(angle));
  }

  private static double bicubic(double x) {
    double a = -0.5;
    double d = Math.abs(x);
    if (d < 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
  }
}
