package io.hornbill.visualization.internal.scene;

import java.awt.Shape;
import java.awt.geom.AffineTransform;

/**
 * Something drawn on a {@link Scene}. Lengths are CSS pixels, 96 per inch, counted from the upper
 * left corner; colours are {@code 0xRRGGBB}.
 */
public sealed interface Mark {
  /** No colour. */
  int NONE = -1;

  /**
   * A filled or drawn outline.
   *
   * @param shape the outline
   * @param fill the colour inside, or {@link #NONE}
   * @param opacity of both, from 0 to 1
   * @param stroke the colour of the line, or {@link #NONE}
   * @param width the width of the line
   * @param dashed whether the line is dashed
   */
  record Figure(Shape shape, int fill, double opacity, int stroke, double width, boolean dashed)
      implements Mark {}

  /**
   * A line of text.
   *
   * @param x where it is anchored
   * @param y its base line
   * @param anchor which part of it lies at x: 0 its start, 0.5 its middle, 1 its end
   * @param text the text
   * @param font how it is written
   */
  record Label(double x, double y, double anchor, String text, Lettering font) implements Mark {
    /** How wide the text is made, whatever font is at hand. */
    public double width() {
      return TextWidths.of(text, font.size(), font.bold());
    }

    /** The base line's left end. */
    public double left() {
      return x - anchor * width();
    }
  }

  /**
   * How a string is written.
   *
   * @param size the height of the letters
   * @param bold whether they are bold
   * @param color their colour
   */
  record Lettering(double size, boolean bold, int color) {}

  /**
   * An image, scaled into a rectangle.
   *
   * @param place where its unit square goes
   * @param image the image
   * @param smooth whether it is smoothed when it is enlarged
   */
  record Picture(AffineTransform place, Pixels image, boolean smooth) implements Mark {}
}
