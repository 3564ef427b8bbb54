package io.hornbill.layers.preprocessing;

import java.util.Arrays;

/**
 * The discrete Fourier transform of real numbers, for lengths of any kind: by Cooley and Tukey's
 * method for powers of two, and by Bluestein's for others, whose work grows alike.
 *
 * @see <a href="https://doi.org/10.1109/TAU.1970.1162132">Bluestein: A linear filtering approach to
 *     the computation of discrete Fourier transform</a>
 */
final class Fourier {
  private final int length;
  private final PowerOfTwo waves;
  private final double[] real;
  private final double[] imag;

  /**
   * The chirp exp(-πi n² / length), and the transform of its conjugate; empty for powers of two.
   */
  private final double[] cos;

  private final double[] sin;
  private final double[] chirpReal;
  private final double[] chirpImag;

  Fourier(int length) {
    this.length = length;
    boolean power = Integer.bitCount(length) == 1;
    int size = power ? length : Integer.highestOneBit(2 * length - 1) * 2;
    waves = new PowerOfTwo(size);
    real = new double[size];
    imag = new double[size];
    cos = new double[power ? 0 : length];
    sin = new double[power ? 0 : length];
    chirpReal = new double[power ? 0 : size];
    chirpImag = new double[power ? 0 : size];
    if (!power) {
      chirp(size);
    }
  }

  private void chirp(int size) {
    for (int n = 0; n < length; n++) {
      double angle = Math.PI * ((long) n * n % (2L * length)) / length;
      cos[n] = Math.cos(angle);
      sin[n] = -Math.sin(angle);
      int mirrored = n == 0 ? 0 : size - n;
      chirpReal[n] = cos[n];
      chirpImag[n] = -sin[n];
      chirpReal[mirrored] = cos[n];
      chirpImag[mirrored] = -sin[n];
    }
    waves.transform(chirpReal, chirpImag);
  }

  /** Writes the absolute values of the first half of the transform. */
  void magnitudes(double[] x, double[] out) {
    if (cos.length == 0) {
      System.arraycopy(x, 0, real, 0, length);
      Arrays.fill(imag, 0);
      waves.transform(real, imag);
    } else {
      convolve(x);
    }
    for (int k = 0; k < out.length; k++) {
      out[k] = Math.hypot(real[k], imag[k]);
    }
  }

  /**
   * Leaves the transform but for the phase exp(-πi k² / length), which its magnitude does not have:
   * the convolution of the product with the chirp and the chirp's conjugate. The inverse transform
   * is the one of the conjugate, divided by the size.
   */
  private void convolve(double[] x) {
    Arrays.fill(real, length, real.length, 0);
    Arrays.fill(imag, length, imag.length, 0);
    for (int n = 0; n < length; n++) {
      real[n] = x[n] * cos[n];
      imag[n] = x[n] * sin[n];
    }
    waves.transform(real, imag);
    for (int k = 0; k < real.length; k++) {
      double re = real[k] * chirpReal[k] - imag[k] * chirpImag[k];
      double im = real[k] * chirpImag[k] + imag[k] * chirpReal[k];
      real[k] = re / real.length;
      imag[k] = -im / real.length;
    }
    waves.transform(real, imag);
  }
}
