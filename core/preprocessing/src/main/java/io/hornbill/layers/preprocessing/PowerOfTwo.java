package io.hornbill.layers.preprocessing;

/** Cooley and Tukey's Fourier transform, in place, of complex numbers. */
final class PowerOfTwo {
  private final int length;
  private final double[] cos;
  private final double[] sin;

  /** Makes the transform of a length that is a power of two. */
  PowerOfTwo(int length) {
    this.length = length;
    cos = new double[length / 2];
    sin = new double[length / 2];
    for (int i = 0; i < length / 2; i++) {
      cos[i] = Math.cos(2 * Math.PI * i / length);
      sin[i] = -Math.sin(2 * Math.PI * i / length);
    }
  }

  /** Replaces numbers by their transform. */
  void transform(double[] real, double[] imag) {
    swap(real, imag);
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

  /** Exchanges each place with the one whose bits are reversed. */
  private void swap(double[] real, double[] imag) {
    int bits = Integer.numberOfTrailingZeros(length);
    for (int i = 0; i < length; i++) {
      int other = bits == 0 ? 0 : Integer.reverse(i) >>> (32 - bits);
      if (other > i) {
        double re = real[i];
        real[i] = real[other];
        real[other] = re;
        double im = imag[i];
        imag[i] = imag[other];
        imag[other] = im;
      }
    }
  }
}
