package io.hornbill.layers.preprocessing;

/** Triangles on the mel scale. */
final class MelScale {
  private static final double HIGH_Q = 1127;
  private static final double BREAK_HERTZ = 700;

  private MelScale() {}

  private static double mel(double hertz) {
    return HIGH_Q * Math.log(1 + hertz / BREAK_HERTZ);
  }

  /** Weights of each frequency for each mel bin; the frequency 0 counts for nothing. */
  static double[][] weights(int bins, int frequencies, double rate, double low, double high) {
    double[][] weights = new double[frequencies][bins];
    double step = (mel(high) - mel(low)) / (bins + 1);
    for (int k = 1; k < frequencies; k++) {
      double at = mel(k * (rate / 2) / (frequencies - 1));
      for (int bin = 0; bin < bins; bin++) {
        double left = mel(low) + bin * step;
        double rising = (at - left) / step;
        double falling = (left + 2 * step - at) / step;
        weights[k][bin] = Math.max(0, Math.min(rising, falling));
      }
    }
    return weights;
  }
}
