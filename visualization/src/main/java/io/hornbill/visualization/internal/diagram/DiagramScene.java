package io.hornbill.visualization.internal.diagram;

import io.hornbill.visualization.internal.diagram.Diagram.Arrow;
import io.hornbill.visualization.internal.diagram.Diagram.Box;
import io.hornbill.visualization.internal.diagram.Diagram.Cell;
import io.hornbill.visualization.internal.diagram.Diagram.Frame;
import io.hornbill.visualization.internal.diagram.Diagram.Item;
import io.hornbill.visualization.internal.diagram.Diagram.Topic;
import io.hornbill.visualization.internal.scene.Mark.Figure;
import io.hornbill.visualization.internal.scene.Mark.Lettering;
import io.hornbill.visualization.internal.scene.Scene;
import io.hornbill.visualization.internal.scene.TextWidths;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** Draws diagrams. */
public final class DiagramScene {
  private static final int WHITE = 0xFFFFFF;
  private static final int LINE = 0x4B5563;
  private static final int QUIET = 0x6B7280;
  private static final int TEXT = 0x111827;
  private static final int RULE = 0xD1D5DB;
  private static final int TRAINED = 0x15803D;
  private static final int FROZEN = 0xB91C1C;
  private static final Lettering TITLE = new Lettering(BoxSize.TITLE, true, WHITE);
  private static final Lettering CLASS = new Lettering(BoxSize.TEXT, false, WHITE);
  private static final Lettering CAPTION = new Lettering(BoxSize.TEXT, false, QUIET);
  private static final Lettering VALUE = new Lettering(BoxSize.TEXT, true, TEXT);
  private static final Lettering FRAME = new Lettering(BoxSize.TITLE, true, LINE);
  private static final double BASE_LINE = 0.68 * BoxSize.ROW;
  private static final double ROUNDING = 5;
  private static final double TIP = 8;

  private final Layout layout;
  private final Scene scene;

  private DiagramScene(Diagram diagram, String rankDir) {
    layout = new Layout(diagram, rankDir);
    scene = new Scene(layout.width(), layout.height(), diagram.title());
    frames(diagram.items());
    diagram.arrows().forEach(this::arrow);
    boxes(diagram.items());
  }

  /** Lays a diagram out and draws it. */
  public static Scene of(Diagram diagram, String rankDir) {
    return new DiagramScene(diagram, rankDir).scene;
  }

  private void frames(List<Item> items) {
    for (Item item : items) {
      if (item instanceof Frame frame) {
        Rectangle2D r = layout.place(frame);
        var outline =
            new RoundRectangle2D.Double(r.getX(), r.getY(), r.getWidth(), r.getHeight(), 12, 12);
        scene.add(new Figure(outline, 0xF3F4F6, 1, 0x9CA3AF, 1, true));
        scene.text(r.getX() + BoxSize.MARGIN, r.getY() + 20, 0, frame.label(), FRAME);
        frames(frame.items());
      }
    }
  }

  private void boxes(List<Item> items) {
    for (Item item : items) {
      if (item instanceof Box box) {
        box(box);
      } else if (item instanceof Frame frame) {
        boxes(frame.items());
      }
    }
  }

  private void box(Box box) {
    Rectangle2D r = layout.place(box);
    int color = Family.of(box.className()).color();
    scene.fill(r, WHITE);
    scene.fill(new Rectangle2D.Double(r.getX(), r.getY(), r.getWidth(), BoxSize.ROW), color);
    title(box, r);
    double y = r.getY() + BoxSize.ROW;
    if (box.activation() != null) {
      captioned("Activation", box.activation(), r.getCenterX(), y);
      y += BoxSize.ROW;
      if (!box.cells().isEmpty()) {
        scene.draw(new Line2D.Double(r.getX(), y, r.getMaxX(), y), RULE, 1);
      }
    }
    cells(box, r, y);
    scene.draw(r, color, 1);
  }

  private static double centered(double middle, double width) {
    return middle - width / 2;
  }

  private void title(Box box, Rectangle2D r) {
    double x = centered(r.getCenterX(), new BoxSize(box).titleWidth());
    double y = r.getY() + BASE_LINE;
    String name = box.name();
    if (name == null) {
      scene.text(x, y, 0, box.className(), TITLE);
    } else {
      scene.text(x, y, 0, name, TITLE);
      x += TextWidths.of(name, BoxSize.TITLE, true) + BoxSize.GAP;
      scene.text(x, y, 0, box.className(), CLASS);
    }
  }

  private void cells(Box box, Rectangle2D r, double y) {
    double spare = (r.getWidth() - new BoxSize(box).cellsWidth()) / Math.max(1, box.cells().size());
    double x = r.getX();
    for (Cell cell : box.cells()) {
      double width = BoxSize.of(cell) + spare;
      if (cell.topic() == Topic.TRAINABLE || cell.topic() == Topic.FROZEN) {
        int color = cell.topic() == Topic.TRAINABLE ? TRAINED : FROZEN;
        scene.fill(new Rectangle2D.Double(x, y, width, BoxSize.ROW), color);
        Lettering white = new Lettering(BoxSize.TEXT, true, WHITE);
        scene.text(x + width / 2, y + BASE_LINE, 0.5, cell.value(), white);
      } else {
        captioned(BoxSize.caption(cell), cell.value(), x + width / 2, y);
      }
      if (x > r.getX()) {
        scene.draw(new Line2D.Double(x, y, x, y + BoxSize.ROW), RULE, 1);
      }
      x += width;
    }
  }

  private void captioned(String caption, String value, double middle, double y) {
    double x = centered(middle, BoxSize.captioned(caption, value));
    scene.text(x, y + BASE_LINE, 0, caption, CAPTION);
    x += TextWidths.of(caption, BoxSize.TEXT, false) + BoxSize.GAP;
    scene.text(x, y + BASE_LINE, 0, value, VALUE);
  }

  private void arrow(Arrow arrow) {
    List<Point2D> points = layout.line(arrow);
    Point2D end = points.get(points.size() - 1);
    Point2D before = points.get(points.size() - 2);
    double length = Math.max(end.distance(before), 1e-9);
    double dx = (end.getX() - before.getX()) / length;
    double dy = (end.getY() - before.getY()) / length;
    Point2D base = new Point2D.Double(end.getX() - TIP * dx, end.getY() - TIP * dy);
    scene.draw(Lines.rounded(points, base, ROUNDING), LINE, 1.5);
    Path2D tip = new Path2D.Double();
    tip.moveTo(end.getX(), end.getY());
    tip.lineTo(base.getX() - TIP / 2 * dy, base.getY() + TIP / 2 * dx);
    tip.lineTo(base.getX() + TIP / 2 * dy, base.getY() - TIP / 2 * dx);
    tip.closePath();
    scene.fill(tip, LINE);
  }
}
