package io.hornbill.visualization.internal.charts;

import io.hornbill.visualization.internal.scene.Mark;
import io.hornbill.visualization.internal.scene.Mark.Figure;
import io.hornbill.visualization.internal.scene.Mark.Lettering;
import io.hornbill.visualization.internal.scene.Scene;
import io.hornbill.visualization.internal.scene.TextWidths;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Curves in a frame of axes.
 *
 * @param title what stands above
 * @param xTitle what is below the horizontal axis
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param wholeX whether only whole numbers count on the horizontal axis
 * @param lines the curves
 * @param filled whether the areas below them are filled
 * @param legend whether the curves are named
 */
record Panel(
    String title,
    String xTitle,
    Axis x,
    Axis y,
    boolean wholeX,
    List<Line> lines,
    boolean filled,
    boolean legend) {
  private static final double MARGIN = 14;
  private static final double HEAD = 30;
  private static final double TICKS = 20;
  private static final double X_TITLE = 18;
  private static final double TEXT = 11;
  private static final double PER_TICK_X = 56;
  private static final double PER_TICK_Y = 36;
  private static final double WIDTH = 1.8;
  private static final int AXIS = 0x9CA3AF;
  private static final int GRID = 0xE5E7EB;
  private static final Lettering TITLE = new Lettering(14, true, 0x111827);
  private static final Lettering QUIET = new Lettering(TEXT, false, 0x6B7280);

  /** How much higher it has to be for a legend of more than two rows. */
  double more(double width) {
    return legend ? Math.max(0, new Legend(lines, width - 2 * MARGIN).height() - 2 * X_TITLE) : 0;
  }

  /** Draws into a part of a scene. */
  void draw(Scene scene, Rectangle2D place) {
    Legend names = legend ? new Legend(lines, place.getWidth() - 2 * MARGIN) : null;
    double below = TICKS + X_TITLE + (names == null ? 0 : names.height()) + MARGIN / 2;
    double height = place.getHeight() - HEAD - below;
    List<Double> yTicks = y.ticks((int) Math.max(2, height / PER_TICK_Y), false);
    double labels =
        yTicks.stream()
            .mapToDouble(tick -> TextWidths.of(Axis.label(tick), TEXT, false))
            .max()
            .orElse(0);
    double left = MARGIN + labels + 8;
    Rectangle2D plot =
        new Rectangle2D.Double(
            place.getX() + left,
            place.getY() + HEAD,
            Math.max(1, place.getWidth() - left - MARGIN - 6),
            Math.max(1, height));
    String fitting = Labels.shortened(title, place.getWidth() - 2 * MARGIN, TITLE.size());
    scene.text(place.getX() + MARGIN, place.getY() + 20, 0, fitting, TITLE);
    grid(scene, plot, yTicks);
    scene.text(plot.getCenterX(), plot.getMaxY() + TICKS + 12, 0.5, xTitle, QUIET);
    lines.forEach(line -> line(scene, plot, line));
    if (names != null) {
      names.draw(scene, place.getX() + MARGIN, plot.getMaxY() + TICKS + X_TITLE);
    }
  }

  private void grid(Scene scene, Rectangle2D plot, List<Double> yTicks) {
    for (double tick : yTicks) {
      double at = plot.getMaxY() - y.place(tick) * plot.getHeight();
      scene.draw(new Line2D.Double(plot.getX(), at, plot.getMaxX(), at), GRID, 1);
      scene.text(plot.getX() - 8, at + 4, 1, Axis.label(tick), QUIET);
    }
    for (double tick : x.ticks((int) Math.max(2, plot.getWidth() / PER_TICK_X), wholeX)) {
      double at = plot.getX() + x.place(tick) * plot.getWidth();
      scene.draw(new Line2D.Double(at, plot.getMaxY(), at, plot.getMaxY() + 4), AXIS, 1);
      scene.text(at, plot.getMaxY() + 16, 0.5, Axis.label(tick), QUIET);
    }
    double bottom = plot.getMaxY();
    scene.draw(new Line2D.Double(plot.getX(), bottom, plot.getMaxX(), bottom), AXIS, 1);
  }

  /** What is not finite leaves a gap; a point between two gaps is a dot. */
  private void line(Scene scene, Rectangle2D plot, Line line) {
    Path2D path = new Path2D.Double();
    int run = 0;
    double[] last = new double[2];
    for (int i = 0; i <= line.x().length; i++) {
      double at =
          i == line.x().length ? Double.NaN : plot.getX() + x.place(line.x()[i]) * plot.getWidth();
      double up =
          i == line.x().length
              ? Double.NaN
              : plot.getMaxY() - y.place(line.y()[i]) * plot.getHeight();
      if (Double.isFinite(at) && Double.isFinite(up)) {
        if (run++ == 0) {
          path.moveTo(at, up);
        } else {
          path.lineTo(at, up);
        }
        last = new double[] {at, up};
      } else {
        if (run == 1) {
          scene.fill(new Ellipse2D.Double(last[0] - 3, last[1] - 3, 6, 6), line.color());
        }
        run = 0;
      }
    }
    stroke(scene, path, line);
  }

  private void stroke(Scene scene, Path2D path, Line line) {
    Rectangle2D bounds = path.getBounds2D();
    if (bounds.getWidth() == 0 && bounds.getHeight() == 0) {
      return;
    }
    if (filled) {
      scene.add(new Figure(path, line.color(), 0.3, Mark.NONE, 0, false));
    }
    double width = filled ? 1 : WIDTH;
    scene.add(new Figure(path, Mark.NONE, 1, line.color(), width, line.dashed()));
  }
}
