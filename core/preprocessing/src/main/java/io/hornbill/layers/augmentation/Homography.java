package io.hornbill.layers.augmentation;

/** The projection that takes moved corners of a picture back to where they were. */
final class Homography {
  private Homography() {}

  /** Eight coefficients; parameters 1 to 8 are the shares by which the corners' x and y grow. */
  static double[] between(int width, int height, double[] parameters) {
    double[][] equations = new double[8][9];
    for (int corner = 0; corner < 4; corner++) {
      double x = corner % 2 * (width - 1);
      double y = (corner < 2 ? 0 : 1) * (height - 1);
      double toX = x + x * parameters[1 + 2 * corner];
      double toY = y + y * parameters[2 + 2 * corner];
      equations[corner] = new double[] {toX, toY, 1, 0, 0, 0, -x * toX, -x * toY, x};
      equations[4 + corner] = new double[] {0, 0, 0, toX, toY, 1, -y * toX, -y * toY, y};
    }
    return solve(equations);
  }

  /** The projection the other way round, as nine coefficients of any scale. */
  static double[] inverse(double[] h) {
    return new double[] {
      h[4] - h[5] * h[7], h[2] * h[7] - h[1], h[1] * h[5] - h[2] * h[4],
      h[5] * h[6] - h[3], h[0] - h[2] * h[6], h[2] * h[3] - h[0] * h[5],
      h[3] * h[7] - h[4] * h[6], h[1] * h[6] - h[0] * h[7], h[0] * h[4] - h[1] * h[3]
    };
  }

  /** Gauss' elimination with pivots. */
  private static double[] solve(double[][] rows) {
    int n = rows.length;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        pivot = Math.abs(rows[row][column]) > Math.abs(rows[pivot][column]) ? row : pivot;
      }
      double[] best = rows[pivot];
      rows[pivot] = rows[column];
      rows[column] = best;
      for (int row = 0; row < n; row++) {
        double factor = row == column ? 0 : rows[row][column] / best[column];
        for (int i = column; factor != 0 && i <= n; i++) {
          rows[row][i] -= factor * best[i];
        }
      }
    }
    double[] solution = new double[n];
    for (int i = 0; i < n; i++) {
      solution[i] = rows[i][n] / rows[i][i];
    }
    return solution;
  }
}
