package io.hornbill.applications;

/** The fast Fourier transform of Cooley and Tukey. */
final class FourierTransform {
  private FourierTransform() {}

  /** Transforms as many complex numbers as a power of two. */
  static void inPlace(double[] real, double[] imaginary) {
    int count = real.length;
    reverseBits(real, imaginary);
    for (int half = 1; half < count; half *= 2) {
      for (int k = 0; k < half; k++) {
        double cos = Math.cos(Math.PI * k / half);
        double sin = -Math.sin(Math.PI * k / half);
        for (int a = k; a < count; a += 2 * half) {
          int b = a + half;
          double re = real[b] * cos - imaginary[b] * sin;
          double im = real[b] * sin + imaginary[b] * cos;
          real[b] = real[a] - re;
          imaginary[b] = imaginary[a] - im;
          real[a] += re;
          imaginary[a] += im;
        }
      }
    }
  }

  private static void reverseBits(double[] real, double[] imaginary) {
    int count = real.length;
    int shift = 1 + Integer.numberOfLeadingZeros(count);
    for (int i = 0; i < count; i++) {
      int j = Integer.reverse(i) >>> shift;
      if (j > i) {
        double re = real[i];
        double im = imaginary[i];
        real[i] = real[j];
        imaginary[i] = imaginary[j];
        real[j] = re;
        imaginary[j] = im;
      }
    }
  }
}
