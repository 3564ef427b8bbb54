package io.hornbill.applications;

/**
 * Changes the sample rate of a recording by interpolation with a windowed sinc function, which also
 * removes what the new rate cannot hold. The filter is resampy's "kaiser_best".
 *
 * @see <a href="https://ccrma.stanford.edu/~jos/resample/">Smith: Digital audio resampling home
 *     page</a>
 */
final class Resampler {
  private static final int ZEROS = 64;
  private static final int STEPS = 512;
  private static final double BETA = 14.769656459379492;
  private static final double ROLLOFF = 0.9475937167399596;

  private final double[] window;
  private final float[] from;
  private final double scale;
  private final int step;

  private Resampler(float[] from, double ratio) {
    this.from = from;
    scale = Math.min(1, ratio);
    step = (int) (scale * STEPS);
    window = window(scale);
  }

  /** As many samples as fit the new rate, which is the old one times a ratio. */
  static float[] resample(float[] from, double ratio) {
    Resampler resampler = new Resampler(from, ratio);
    float[] to = new float[(int) Math.ceil(from.length * ratio)];
    for (int i = 0; i < to.length; i++) {
      to[i] = (float) resampler.value(i / ratio);
    }
    return to;
  }

  /** The right half of the filter. */
  private static double[] window(double scale) {
    int count = ZEROS * STEPS;
    double[] window = new double[count + 1];
    for (int i = 0; i <= count; i++) {
      double x = ROLLOFF * Math.PI * i / STEPS;
      double sinc = x == 0 ? 1 : Math.sin(x) / x;
      double place = (double) i / count;
      double taper = bessel(BETA * Math.sqrt(1 - place * place)) / bessel(BETA);
      window[i] = scale * ROLLOFF * sinc * taper;
    }
    return window;
  }

  /** The modified Bessel function of the first kind and order 0. */
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > 1e-17 * sum; k++) {
      term *= x / (2 * k) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }

  private double value(double time) {
    int at = (int) time;
    double past = scale * (time - at);
    return wing(past, at, -1) + wing(scale - past, at + 1, 1);
  }

  /** The samples on one side, weighted by the filter from some distance on. */
  private double wing(double distance, int first, int direction) {
    double place = distance * STEPS;
    int offset = (int) place;
    double between = place - offset;
    double sum = 0;
    int i = first;
    for (int w = offset; w + 1 < window.length && i >= 0 && i < from.length; w += step) {
      sum += (window[w] + between * (window[w + 1] - window[w])) * from[i];
      i += direction;
    }
    return sum;
  }
}
