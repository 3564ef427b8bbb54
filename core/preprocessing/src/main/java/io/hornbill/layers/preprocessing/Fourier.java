package io.hornbill.layers.preprocessing;

/** The discrete Fourier transform of real numbers, for lengths of any kind. */
final class Fourier {
  private final int length;
  private final double[] cos;
  private final double[] sin;
  private final double[] real;
  private final double[] imag;

  Fourier(int length) {
    this.length = length;
    cos = new double[length];
    sin = new double[length];
    real = new double[length];
    imag = new double[length];
    for (int i = 0; i < length; i++) {
      cos[i] = Math.cos(2 * Math.PI * i / length);
      sin[i] = -Math.sin(2 * Math.PI * i / length);
    }
  }

  /** Writes the absolute values of the first half of the transform. */
  void magnitudes(double[] x, double[] out) {
    if (Integer.bitCount(length) == 1) {
      fast(x);
      for (int k = 0; k < out.length; k++) {
        out[k] = Math.hypot(real[k], imag[k]);
      }
      return;
    }
    for (int k = 0; k < out.length; k++) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < length; i++) {
        int turn = (int) ((long) k * i % length);
        re += x[i] * cos[turn];
        im += x[i] * sin[turn];
      }
      out[k] = Math.hypot(re, im);
    }
  }

  /** Cooley and Tukey's method, in place, for powers of two. */
  private void fast(double[] x) {
    int bits = Integer.numberOfTrailingZeros(length);
    for (int i = 0; i < length; i++) {
      int from = bits == 0 ? 0 : Integer.reverse(i) >>> (32 - bits);
      real[i] = x[from];
      imag[i] = 0;
    }
    for (int size = 2; size <= length; size *= 2) {
      int half = size / 2;
      int step = length / size;
      for (int start = 0; start < length; start += size) {
        for (int i = 0; i < half; i++) {
          int low = start + i;
          int high = low + half;
          double re = real[high] * cos[i * step] - imag[high] * sin[i * step];
          double im = real[high] * sin[i * step] + imag[high] * cos[i * step];
          real[high] = real[low] - re;
          imag[high] = imag[low] - im;
          real[low] += re;
          imag[low] += im;
        }
      }
    }
  }
}
