package io.hornbill.visualization.internal.charts;

/** Fewer points that look the same: of each stretch of a curve its least and its greatest value. */
final class Thinning {
  private Thinning() {}

  static Line of(Line line, int most) {
    int count = line.x().length;
    if (count <= most) {
      return line;
    }
    int stretches = most / 2;
    double[] x = new double[2 * stretches];
    double[] y = new double[2 * stretches];
    for (int s = 0; s < stretches; s++) {
      int from = (int) ((long) s * count / stretches);
      int to = (int) ((s + 1L) * count / stretches);
      int low = from;
      int high = from;
      for (int i = from; i < to; i++) {
        low = line.y()[i] < line.y()[low] || Double.isNaN(line.y()[low]) ? i : low;
        high = line.y()[i] > line.y()[high] || Double.isNaN(line.y()[high]) ? i : high;
      }
      put(line, Math.min(low, high), x, y, 2 * s);
      put(line, Math.max(low, high), x, y, 2 * s + 1);
    }
    return new Line(line.name(), x, y, line.color(), line.dashed());
  }

  private static void put(Line line, int from, double[] x, double[] y, int to) {
    x[to] = line.x()[from];
    y[to] = line.y()[from];
  }
}
