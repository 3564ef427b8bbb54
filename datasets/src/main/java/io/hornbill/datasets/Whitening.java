package io.hornbill.datasets;

/** Takes apart a symmetric matrix: Jacobi's method. */
final class Whitening {
  private static final int SWEEPS = 60;

  private Whitening() {}

  /**
   * The matrix of ZCA whitening.
   *
   * @param rows centred rows
   * @param epsilon what is added to the singular values
   */
  static double[][] matrix(double[][] rows, double epsilon) {
    int size = rows[0].length;
    double[][] products = new double[size][size];
    for (double[] row : rows) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          products[i][j] += row[i] * row[j];
        }
      }
    }
    double[][] vectors = vectors(products);
    double[][] matrix = new double[size][size];
    boolean[] kept = greatest(products, Math.min(rows.length, size));
    for (int k = 0; k < size; k++) {
      double singular = Math.sqrt(Math.max(0, products[k][k]));
      double factor = kept[k] ? Math.sqrt(rows.length) / (singular + epsilon) : 0;
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          matrix[i][j] += factor * vectors[i][k] * vectors[j][k];
        }
      }
    }
    return matrix;
  }

  /** As there are no more directions than rows. */
  private static boolean[] greatest(double[][] values, int count) {
    boolean[] kept = new boolean[values.length];
    for (int n = 0; n < count; n++) {
      int best = -1;
      for (int i = 0; i < values.length; i++) {
        best = !kept[i] && (best < 0 || values[i][i] > values[best][best]) ? i : best;
      }
      kept[best] = true;
    }
    return kept;
  }

  /** Makes the matrix diagonal, and returns the vectors as columns. */
  private static double[][] vectors(double[][] a) {
    int size = a.length;
    double[][] v = new double[size][size];
    for (int i = 0; i < size; i++) {
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double off = 0;
      for (int p = 0; p < size; p++) {
        for (int q = p + 1; q < size; q++) {
          off += a[p][q] * a[p][q];
          turn(a, v, p, q);
        }
      }
      if (off < 1e-22) {
        break;
      }
    }
    return v;
  }

  private static void turn(double[][] a, double[][] v, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double sign = theta < 0 ? -1 : 1;
    double t = sign / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double akp = a[k][p];
      a[k][p] = c * akp - s * a[k][q];
      a[k][q] = s * akp + c * a[k][q];
    }
    for (int k = 0; k < a.length; k++) {
      double apk = a[p][k];
      a[p][k] = c * apk - s * a[q][k];
      a[q][k] = s * apk + c * a[q][k];
      double vkp = v[k][p];
      v[k][p] = c * vkp - s * v[k][q];
      v[k][q] = s * vkp + c * v[k][q];
    }
  }
}
