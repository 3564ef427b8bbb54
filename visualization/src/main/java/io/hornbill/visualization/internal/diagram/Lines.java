package io.hornbill.visualization.internal.diagram;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.List;

/** Lines with rounded corners. */
final class Lines {
  private Lines() {}

  /** A line through points, the last of which is replaced. */
  static Path2D rounded(List<Point2D> points, Point2D last, double radius) {
    Path2D path = new Path2D.Double();
    path.moveTo(points.get(0).getX(), points.get(0).getY());
    for (int i = 1; i < points.size() - 1; i++) {
      Point2D corner = points.get(i);
      Point2D from = towards(corner, points.get(i - 1), radius);
      Point2D to = towards(corner, points.get(i + 1), radius);
      path.lineTo(from.getX(), from.getY());
      path.quadTo(corner.getX(), corner.getY(), to.getX(), to.getY());
    }
    path.lineTo(last.getX(), last.getY());
    return path;
  }

  private static Point2D towards(Point2D from, Point2D to, double distance) {
    double length = from.distance(to);
    double share = length == 0 ? 0 : Math.min(0.5, distance / length);
    return new Point2D.Double(
        from.getX() + share * (to.getX() - from.getX()),
        from.getY() + share * (to.getY() - from.getY()));
  }
}
