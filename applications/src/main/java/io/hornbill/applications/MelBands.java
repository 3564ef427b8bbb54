package io.hornbill.applications;

/**
 * Overlapping bands of equal width on the mel scale, which is linear below 1 kHz and logarithmic
 * above. Each is a triangle of area 1 over the frequencies in hertz.
 */
final class MelBands {
  private static final double LINEAR = 200.0 / 3;
  private static final double KNEE = 1000;
  private static final double LOG_STEP = Math.log(6.4) / 27;

  private final double[][] weights;

  /**
   * Makes bands from 0 to half the rate.
   *
   * @param rate samples in a second
   * @param window samples in a window
   * @param count how many bands
   */
  MelBands(double rate, int window, int count) {
    double[] edges = new double[count + 2];
    double most = mel(rate / 2);
    for (int i = 0; i < edges.length; i++) {
      edges[i] = hertz(most * i / (count + 1));
    }
    weights = new double[count][window / 2 + 1];
    for (int band = 0; band < count; band++) {
      double below = edges[band];
      double center = edges[band + 1];
      double above = edges[band + 2];
      for (int i = 0; i <= window / 2; i++) {
        double frequency = rate * i / window;
        double rising = (frequency - below) / (center - below);
        double falling = (above - frequency) / (above - center);
        weights[band][i] = 2 / (above - below) * Math.max(0, Math.min(rising, falling));
      }
    }
  }

  private static double mel(double hertz) {
    double knee = KNEE / LINEAR;
    return hertz < KNEE ? hertz / LINEAR : knee + Math.log(hertz / KNEE) / LOG_STEP;
  }

  private static double hertz(double mel) {
    double knee = KNEE / LINEAR;
    return mel < knee ? mel * LINEAR : KNEE * Math.exp(LOG_STEP * (mel - knee));
  }

  /** The power of each band. */
  double[] of(double[] power) {
    double[] bands = new double[weights.length];
    for (int band = 0; band < bands.length; band++) {
      for (int i = 0; i < power.length; i++) {
        bands[band] += weights[band][i] * power[i];
      }
    }
    return bands;
  }
}
