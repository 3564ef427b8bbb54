package io.hornbill.operations;

/** Small dense matrices in double. */
final class Matrix {
  private Matrix() {}

  static double[][] of(double[] flat, int offset, int rows, int columns) {
    double[][] m = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(flat, offset + i * columns, m[i], 0, columns);
    }
    return m;
  }

  static void store(double[][] m, double[] flat, int offset) {
    int columns = m.length == 0 ? 0 : m[0].length;
    for (int i = 0; i < m.length; i++) {
      System.arraycopy(m[i], 0, flat, offset + i * columns, columns);
    }
  }

  static double[][] transposed(double[][] m) {
    double[][] t = new double[m[0].length][m.length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < m[0].length; j++) {
        t[j][i] = m[i][j];
      }
    }
    return t;
  }

  static double[][] product(double[][] a, double[][] b) {
    double[][] c = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < b[0].length; j++) {
          c[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return c;
  }

  /** Solves a system whose right side is the last column. */
  static double[] solve(double[][] extended) {
    int n = extended.length;
    double[][] a = new double[n][n];
    double[][] b = new double[n][1];
    for (int i = 0; i < n; i++) {
      System.arraycopy(extended[i], 0, a[i], 0, n);
      b[i][0] = extended[i][n];
    }
    double[][] x = solve(a, b);
    double[] result = new double[n];
    for (int i = 0; i < n; i++) {
      result[i] = x[i][0];
    }
    return result;
  }

  static double[][] solve(double[][] a, double[][] b) {
    Lu lu = new Lu(a);
    return lu.solve(b);
  }

  /** The decomposition into triangles with rows exchanged. */
  static final class Lu {
    final double[][] both;
    final int[] exchanged;
    private final int[] order;
    private int sign = 1;

    Lu(double[][] a) {
      int n = a.length;
      both = new double[n][];
      exchanged = new int[n];
      order = new int[n];
      for (int i = 0; i < n; i++) {
        both[i] = a[i].clone();
        order[i] = i;
      }
      for (int k = 0; k < n; k++) {
        pivot(k);
        for (int i = k + 1; i < n; i++) {
          both[i][k] /= both[k][k];
          for (int j = k + 1; j < n; j++) {
            both[i][j] -= both[i][k] * both[k][j];
          }
        }
      }
    }

    private void pivot(int k) {
      int best = k;
      for (int i = k + 1; i < both.length; i++) {
        best = Math.abs(both[i][k]) > Math.abs(both[best][k]) ? i : best;
      }
      exchanged[k] = best;
      if (best != k) {
        double[] row = both[k];
        both[k] = both[best];
        both[best] = row;
        int place = order[k];
        order[k] = order[best];
        order[best] = place;
        sign = -sign;
      }
    }

    double[][] solve(double[][] b) {
      int n = both.length;
      double[][] x = new double[n][];
      for (int i = 0; i < n; i++) {
        x[i] = b[order[i]].clone();
        for (int k = 0; k < i; k++) {
          subtract(x[i], both[i][k], x[k]);
        }
      }
      for (int i = n - 1; i >= 0; i--) {
        for (int k = i + 1; k < n; k++) {
          subtract(x[i], both[i][k], x[k]);
        }
        for (int j = 0; j < x[i].length; j++) {
          x[i][j] /= both[i][i];
        }
      }
      return x;
    }

    private static void subtract(double[] from, double times, double[] what) {
      for (int j = 0; j < from.length; j++) {
        from[j] -= times * what[j];
      }
    }

    double determinant() {
      double d = sign;
      for (int i = 0; i < both.length; i++) {
        d *= both[i][i];
      }
      return d;
    }
  }
}
