package io.hornbill.layers.preprocessing;

/** Triangles on the mel scale. */
final class MelScale {
  private static final double HIGH_Q = 1127;
  private static final double BREAK_HERTZ = 700;

  private final double[][] weights;

  /** For each bin the first frequency that counts, and the one after the last. */
  private final int[] first;

  private final int[] last;

  /** Computes weights of each frequency for each mel bin; the frequency 0 counts for nothing. */
  MelScale(int bins, int frequencies, double rate, double low, double high) {
    weights = new double[bins][frequencies];
    first = new int[bins];
    last = new int[bins];
    double step = (mel(high) - mel(low)) / (bins + 1);
    for (int k = 1; k < frequencies; k++) {
      double at = mel(k * (rate / 2) / (frequencies - 1));
      for (int bin = 0; bin < bins; bin++) {
        double left = mel(low) + bin * step;
        double rising = (at - left) / step;
        double falling = (left + 2 * step - at) / step;
        set(bin, k, Math.max(0, Math.min(rising, falling)));
      }
    }
  }

  private static double mel(double hertz) {
    return HIGH_Q * Math.log(1 + hertz / BREAK_HERTZ);
  }

  private void set(int bin, int k, double weight) {
    weights[bin][k] = weight;
    if (weight != 0) {
      first[bin] = last[bin] == 0 ? k : first[bin];
      last[bin] = k + 1;
    }
  }

  /** The sum of a spectrum's weighted frequencies for a bin. */
  double sum(int bin, double[] spectrum) {
    double sum = 0;
    for (int k = first[bin]; k < last[bin]; k++) {
      sum += weights[bin][k] * spectrum[k];
    }
    return sum;
  }
}
