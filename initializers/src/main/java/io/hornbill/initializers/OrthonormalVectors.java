package io.hornbill.initializers;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Random orthonormal vectors, drawn and made one by one. */
final class OrthonormalVectors {
  /** Where less than this share of a vector is left, rounding asks for a second projection. */
  static final double CANCELLED = 0.1;

  private OrthonormalVectors() {}

  /**
   * Draws vectors and makes them orthonormal by the method of Gram and Schmidt, which leaves the
   * triangular factor with a positive diagonal, so no signs need to be mended. Each vector that
   * loses most of its length goes through it twice, which makes it orthogonal to rounding.
   */
  static double[][] draw(int count, int length, RandomGenerator random) {
    double[][] vectors = new double[count][length];
    for (int i = 0; i < count; i++) {
      double[] vector = vectors[i];
      do {
        Arrays.setAll(vector, k -> random.nextGaussian());
      } while (!orthonormalize(vectors, i));
    }
    return vectors;
  }

  /**
   * Makes a vector orthogonal to those before it, and of length 1.
   *
   * @param vectors the vectors, of which those before are orthonormal
   * @param index which one
   * @return false if too little is left of it to have a direction
   */
  static boolean orthonormalize(double[][] vectors, int index) {
    double[] vector = vectors[index];
    double before = norm(vector);
    project(vectors, index);
    double left = norm(vector) / before;
    if (!normalize(vector)) {
      return false;
    }
    if (left < CANCELLED) {
      project(vectors, index);
      normalize(vector);
    }
    return true;
  }

  /** Takes from a vector what lies along the ones before it. */
  private static void project(double[][] vectors, int index) {
    double[] vector = vectors[index];
    for (int j = 0; j < index; j++) {
      double[] unit = vectors[j];
      double along = dot(unit, vector);
      for (int k = 0; k < vector.length; k++) {
        vector[k] -= along * unit[k];
      }
    }
  }

  /** Returns false if the vector is too short to have a direction. */
  private static boolean normalize(double[] vector) {
    double norm = norm(vector);
    for (int k = 0; k < vector.length; k++) {
      vector[k] /= norm;
    }
    return norm > 1e-10;
  }

  static double norm(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  /** Four sums side by side, since one alone would wait for each addition. */
  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 3 < a.length; k += 4) {
      s0 += a[k] * b[k];
      s1 += a[k + 1] * b[k + 1];
      s2 += a[k + 2] * b[k + 2];
      s3 += a[k + 3] * b[k + 3];
    }
    for (; k < a.length; k++) {
      s0 += a[k] * b[k];
    }
    return s0 + s1 + (s2 + s3);
  }
}
