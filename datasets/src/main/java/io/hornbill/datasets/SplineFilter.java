package io.hornbill.datasets;

/**
 * The coefficients of B-splines that go through the numbers of lines, as SciPy's {@code
 * spline_filter} finds them: by a recursion forwards and one backwards for each pole.
 *
 * @see <a href="https://doi.org/10.1109/79.799930">Unser: Splines, a perfect fit for signal and
 *     image processing (1999)</a>
 */
final class SplineFilter {
  private final double[] poles;
  private final boolean edgesTwice;

  /**
   * A filter for an order from 2 to 5, whose lines are reflected with their last numbers twice or
   * once.
   */
  SplineFilter(int order, boolean edgesTwice) {
    this.poles = poles(order);
    this.edgesTwice = edgesTwice;
  }

  private static double[] poles(int order) {
    return switch (order) {
      case 2 -> new double[] {Math.sqrt(8) - 3};
      case 3 -> new double[] {Math.sqrt(3) - 2};
      case 4 ->
          new double[] {
            Math.sqrt(664 - Math.sqrt(438976)) + Math.sqrt(304) - 19,
            Math.sqrt(664 + Math.sqrt(438976)) - Math.sqrt(304) - 19
          };
      default ->
          new double[] {
            Math.sqrt(67.5 - Math.sqrt(4436.25)) + Math.sqrt(26.25) - 6.5,
            Math.sqrt(67.5 + Math.sqrt(4436.25)) - Math.sqrt(26.25) - 6.5
          };
    };
  }

  /** Replaces the numbers of a plane by coefficients, along both axes. */
  void apply(double[] plane, int height, int width) {
    for (int x = 0; x < width; x++) {
      line(plane, x, height, width);
    }
    for (int y = 0; y < height; y++) {
      line(plane, y * width, width, 1);
    }
  }

  private void line(double[] c, int from, int n, int step) {
    if (n < 2) {
      return;
    }
    double gain = 1;
    for (double z : poles) {
      gain *= (1 - z) * (1 - 1 / z);
    }
    for (int i = 0; i < n; i++) {
      c[from + i * step] *= gain;
    }
    int last = from + (n - 1) * step;
    for (double z : poles) {
      c[from] = first(c, from, n, step, z);
      for (int i = 1; i < n; i++) {
        c[from + i * step] += z * c[from + (i - 1) * step];
      }
      c[last] =
          edgesTwice ? c[last] * z / (z - 1) : (z * c[last - step] + c[last]) * z / (z * z - 1);
      for (int i = n - 2; i >= 0; i--) {
        c[from + i * step] = z * (c[from + (i + 1) * step] - c[from + i * step]);
      }
    }
  }

  /** The sum of all numbers before the first one and of it, each weighed by a power of the pole. */
  private double first(double[] c, int from, int n, int step, double z) {
    int last = from + (n - 1) * step;
    double far = Math.pow(z, edgesTwice ? n : n - 1);
    double sum = c[from] + far * c[last];
    double power = z;
    for (int i = 1; i < (edgesTwice ? n : n - 1); i++) {
      // SciPy adds up in the place of the first number, and reads that last.
      double mirrored = edgesTwice && i == n - 1 ? sum : c[last - i * step];
      sum += power * (c[from + i * step] + far * mirrored);
      power *= z;
    }
    return edgesTwice ? sum * z / (1 - far * far) + c[from] : sum / (1 - far * far);
  }
}
