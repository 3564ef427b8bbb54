package io.hornbill.operations;

/** Decompositions of small dense matrices, in double. */
final class Decompositions {
  private Decompositions() {}

  static double[][] cholesky(double[][] a) {
    int n = a.length;
    double[][] l = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
      }
    }
    return l;
  }

  /** Orthogonal and upper triangular factor by Householder's reflections, with LAPACK's signs. */
  static double[][][] qr(double[][] a, boolean complete) {
    int m = a.length;
    int n = a[0].length;
    double[][] r = new double[m][];
    double[][] q = new double[m][m];
    for (int i = 0; i < m; i++) {
      r[i] = a[i].clone();
      q[i][i] = 1;
    }
    for (int k = 0; k < Math.min(m - 1, n); k++) {
      double norm = 0;
      for (int i = k; i < m; i++) {
        norm = Math.hypot(norm, r[i][k]);
      }
      if (norm == 0) {
        continue;
      }
      double[] v = new double[m];
      for (int i = k; i < m; i++) {
        v[i] = r[i][k];
      }
      v[k] += Math.copySign(norm, r[k][k]);
      reflect(r, v);
      reflectColumns(q, v);
    }
    int width = complete ? m : Math.min(m, n);
    double[][] thin = new double[m][width];
    double[][] upper = new double[width][n];
    for (int i = 0; i < m; i++) {
      System.arraycopy(q[i], 0, thin[i], 0, width);
    }
    for (int i = 0; i < width; i++) {
      System.arraycopy(r[i], Math.min(i, n), upper[i], Math.min(i, n), n - Math.min(i, n));
    }
    return new double[][][] {thin, upper};
  }

  private static double square(double[] v) {
    double sum = 0;
    for (double x : v) {
      sum += x * x;
    }
    return sum;
  }

  private static void reflect(double[][] r, double[] v) {
    double square = square(v);
    for (int j = 0; j < r[0].length; j++) {
      double dot = 0;
      for (int i = 0; i < v.length; i++) {
        dot += v[i] * r[i][j];
      }
      for (int i = 0; i < v.length; i++) {
        r[i][j] -= 2 * dot / square * v[i];
      }
    }
  }

  private static void reflectColumns(double[][] q, double[] v) {
    double square = square(v);
    for (double[] row : q) {
      double dot = 0;
      for (int i = 0; i < v.length; i++) {
        dot += v[i] * row[i];
      }
      for (int i = 0; i < v.length; i++) {
        row[i] -= 2 * dot / square * v[i];
      }
    }
  }

  /** Eigenvalues in ascending order and eigenvectors as columns, by Jacobi's rotations. */
  static double[][][] eigh(double[][] symmetric) {
    int n = symmetric.length;
    double[][] a = new double[n][];
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i] = symmetric[i].clone();
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < 60; sweep++) {
      double off = 0;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          off += a[p][q] * a[p][q];
          rotate(a, v, p, q);
        }
      }
      if (off < 1e-30) {
        break;
      }
    }
    Integer[] order = new Integer[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    java.util.Arrays.sort(order, java.util.Comparator.comparingDouble(i -> a[i][i]));
    double[][] values = new double[1][n];
    double[][] vectors = new double[n][n];
    for (int j = 0; j < n; j++) {
      values[0][j] = a[order[j]][order[j]];
      for (int i = 0; i < n; i++) {
        vectors[i][j] = v[i][order[j]];
      }
    }
    return new double[][][] {values, vectors};
  }

  private static void rotate(double[][] a, double[][] v, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    int n = a.length;
    for (int k = 0; k < n; k++) {
      double x = a[k][p];
      double y = a[k][q];
      a[k][p] = c * x - s * y;
      a[k][q] = s * x + c * y;
    }
    for (int k = 0; k < n; k++) {
      double x = a[p][k];
      double y = a[q][k];
      a[p][k] = c * x - s * y;
      a[q][k] = s * x + c * y;
    }
    for (int k = 0; k < n; k++) {
      double x = v[k][p];
      double y = v[k][q];
      v[k][p] = c * x - s * y;
      v[k][q] = s * x + c * y;
    }
  }

  /** Left vectors, values in descending order, and right vectors as rows, by Jacobi's rotations. */
  static double[][][] svd(double[][] matrix) {
    boolean wide = matrix[0].length > matrix.length;
    double[][] a = wide ? Matrix.transposed(matrix) : matrix;
    int m = a.length;
    int n = a[0].length;
    double[][] u = new double[m][];
    for (int i = 0; i < m; i++) {
      u[i] = a[i].clone();
    }
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      v[i][i] = 1;
    }
    boolean turned = true;
    for (int sweep = 0; sweep < 60 && turned; sweep++) {
      turned = false;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          turned |= orthogonalize(u, v, p, q);
        }
      }
    }
    return sorted(u, v, wide);
  }

  private static boolean orthogonalize(double[][] u, double[][] v, int p, int q) {
    double pp = 0;
    double qq = 0;
    double pq = 0;
    for (double[] row : u) {
      pp += row[p] * row[p];
      qq += row[q] * row[q];
      pq += row[p] * row[q];
    }
    if (Math.abs(pq) <= 1e-15 * Math.sqrt(pp * qq)) {
      return false;
    }
    double theta = (qq - pp) / (2 * pq);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    turn(u, p, q, c, t * c);
    turn(v, p, q, c, t * c);
    return true;
  }

  private static void turn(double[][] m, int p, int q, double c, double s) {
    for (double[] row : m) {
      double x = row[p];
      double y = row[q];
      row[p] = c * x - s * y;
      row[q] = s * x + c * y;
    }
  }

  private static double[][][] sorted(double[][] u, double[][] v, boolean wide) {
    int n = v.length;
    double[] norms = new double[n];
    Integer[] order = new Integer[n];
    for (int j = 0; j < n; j++) {
      order[j] = j;
      for (double[] row : u) {
        norms[j] = Math.hypot(norms[j], row[j]);
      }
    }
    java.util.Arrays.sort(order, java.util.Comparator.comparingDouble(j -> -norms[j]));
    double[][] left = new double[u.length][n];
    double[][] right = new double[n][n];
    double[][] values = new double[1][n];
    for (int j = 0; j < n; j++) {
      int from = order[j];
      values[0][j] = norms[from];
      for (int i = 0; i < u.length; i++) {
        left[i][j] = norms[from] == 0 ? 0 : u[i][from] / norms[from];
      }
      for (int i = 0; i < n; i++) {
        right[j][i] = v[i][from];
      }
    }
    return wide
        ? new double[][][] {Matrix.transposed(right), values, Matrix.transposed(left)}
        : new double[][][] {left, values, right};
  }
}
