package io.hornbill.graph.internal.ops;

/**
 * The error function to about 1e-16: its series near 0, the continued fraction of its complement
 * elsewhere.
 *
 * @see <a href="https://dlmf.nist.gov/7">NIST Digital Library of Mathematical Functions, chapter
 *     7</a>
 */
final class ErrorFunction {
  private ErrorFunction() {}

  static double value(double x) {
    double size = Math.abs(x);
    if (Double.isNaN(x) || size > 6) {
      return Double.isNaN(x) ? x : Math.signum(x);
    }
    return size < 2.5 ? series(x) : Math.signum(x) * (1 - complement(size));
  }

  /** DLMF 7.6.2: erf z = 2/sqrt(pi) exp(-z²) sum over n of 2^n z^(2n+1) / (1·3·…·(2n+1)). */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  /** DLMF 7.9.4, evaluated from the far end. */
  private static double complement(double x) {
    double fraction = x;
    for (int k = 60; k >= 1; k--) {
      fraction = x + k / 2.0 / fraction;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
  }
}
