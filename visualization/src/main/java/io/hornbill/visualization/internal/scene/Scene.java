package io.hornbill.visualization.internal.scene;

import io.hornbill.visualization.internal.scene.Mark.Figure;
import io.hornbill.visualization.internal.scene.Mark.Label;
import io.hornbill.visualization.internal.scene.Mark.Lettering;
import io.hornbill.visualization.internal.scene.Mark.Picture;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A picture before it is written: marks on white, in the order they are drawn. */
public final class Scene {
  private final double width;
  private final double height;
  private final String title;
  private final List<Mark> marks = new ArrayList<>();

  /** A picture of a size in CSS pixels; the title is for who cannot see it. */
  public Scene(double width, double height, String title) {
    this.width = Math.ceil(width);
    this.height = Math.ceil(height);
    this.title = title;
  }

  public double width() {
    return width;
  }

  public double height() {
    return height;
  }

  public String title() {
    return title;
  }

  public List<Mark> marks() {
    return Collections.unmodifiableList(marks);
  }

  public Scene add(Mark mark) {
    marks.add(mark);
    return this;
  }

  public Scene fill(Shape shape, int color) {
    return add(new Figure(shape, color, 1, Mark.NONE, 0, false));
  }

  public Scene draw(Shape shape, int color, double lineWidth) {
    return add(new Figure(shape, Mark.NONE, 1, color, lineWidth, false));
  }

  public Scene text(double x, double y, double anchor, String text, Lettering font) {
    return add(new Label(x, y, anchor, text, font));
  }

  public Scene picture(Rectangle2D place, Pixels image, boolean smooth) {
    AffineTransform transform = AffineTransform.getTranslateInstance(place.getX(), place.getY());
    transform.scale(place.getWidth(), place.getHeight());
    return add(new Picture(transform, image, smooth));
  }
}
