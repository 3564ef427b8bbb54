package io.hornbill.visualization.internal.scene;

import io.hornbill.visualization.internal.scene.Mark.Figure;
import io.hornbill.visualization.internal.scene.Mark.Label;
import io.hornbill.visualization.internal.scene.Mark.Picture;
import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The drawing operators of a page, in CSS pixels from the upper left corner. */
final class PdfContent {
  private final StringBuilder out = new StringBuilder();
  private final List<Pixels> images = new ArrayList<>();
  private final TreeSet<Integer> opacities = new TreeSet<>();

  PdfContent(Scene scene) {
    for (Mark mark : scene.marks()) {
      out.append("q ");
      if (mark instanceof Figure figure) {
        figure(figure);
      } else if (mark instanceof Label label) {
        label(label);
      } else if (mark instanceof Picture picture) {
        picture(picture);
      }
      out.append("Q\n");
    }
  }

  String operators() {
    return out.toString();
  }

  /** The images that are drawn, in order, as {@code /I0}, {@code /I1} … */
  List<Pixels> images() {
    return images;
  }

  /** The opacities, in thousandths, as {@code /G500} … */
  Set<Integer> opacities() {
    return opacities;
  }

  private void figure(Figure figure) {
    boolean filled = figure.fill() != Mark.NONE;
    boolean drawn = figure.stroke() != Mark.NONE;
    if (figure.opacity() < 1) {
      int thousandths = (int) Math.round(figure.opacity() * 1000);
      opacities.add(thousandths);
      out.append("/G").append(thousandths).append(" gs ");
    }
    if (filled) {
      color(figure.fill(), "rg");
    }
    if (drawn) {
      color(figure.stroke(), "RG");
      numbers(figure.width());
      out.append("w 1 j ");
      out.append(figure.dashed() ? "[5 4] 0 d " : "");
    }
    path(figure.shape());
    boolean evenOdd =
        figure.shape().getPathIterator(null).getWindingRule() == PathIterator.WIND_EVEN_ODD;
    String rule = evenOdd ? "*" : "";
    out.append(filled && drawn ? "B" + rule : filled ? "f" + rule : "S").append(' ');
  }

  /** Letters that the standard font lacks are drawn as outlines. */
  private void label(Label label) {
    if (label.text().isBlank()) {
      return;
    }
    color(label.font().color(), "rg");
    if (!label.text().codePoints().allMatch(PdfContent::isStandard)) {
      path(Fonts.needed(() -> outline(label)));
      out.append("f ");
      return;
    }
    out.append("BT /F").append(label.font().bold() ? 2 : 1).append(' ');
    numbers(label.font().size());
    out.append("Tf 1 0 0 -1 ");
    numbers(label.left(), label.y());
    out.append("Tm <");
    for (byte one : label.text().getBytes(StandardCharsets.ISO_8859_1)) {
      out.append(String.format(Locale.ROOT, "%02X", one));
    }
    out.append("> Tj ET ");
  }

  private static boolean isStandard(int c) {
    return (c >= ' ' && c <= '~') || (c >= 0xA0 && c <= 0xFF);
  }

  private static Shape outline(Label label) {
    int style = label.font().bold() ? Font.BOLD : Font.PLAIN;
    Font font = new Font(Fonts.family(), style, 1).deriveFont((float) label.font().size());
    var glyphs = font.createGlyphVector(new FontRenderContext(null, true, true), label.text());
    AffineTransform place = AffineTransform.getTranslateInstance(label.left(), label.y());
    double actual = glyphs.getLogicalBounds().getWidth();
    if (actual > 0) {
      place.scale(label.width() / actual, 1);
    }
    return place.createTransformedShape(glyphs.getOutline());
  }

  private void picture(Picture picture) {
    double[] m = new double[6];
    AffineTransform place = new AffineTransform(picture.place());
    place.translate(0, 1);
    place.scale(1, -1);
    place.getMatrix(m);
    numbers(m);
    out.append("cm /I").append(images.size()).append(" Do ");
    images.add(picture.image());
  }

  private void path(Shape shape) {
    double[] p = new double[6];
    double x = 0;
    double y = 0;
    for (PathIterator path = shape.getPathIterator(null); !path.isDone(); path.next()) {
      int type = path.currentSegment(p);
      switch (type) {
        case PathIterator.SEG_MOVETO, PathIterator.SEG_LINETO -> {
          numbers(p[0], p[1]);
          out.append(type == PathIterator.SEG_MOVETO ? "m " : "l ");
        }
        case PathIterator.SEG_QUADTO -> {
          numbers(between(x, p[0]), between(y, p[1]), between(p[2], p[0]), between(p[3], p[1]));
          numbers(p[2], p[3]);
          out.append("c ");
        }
        case PathIterator.SEG_CUBICTO -> {
          numbers(p);
          out.append("c ");
        }
        default -> out.append("h ");
      }
      if (type != PathIterator.SEG_CLOSE) {
        int last = type == PathIterator.SEG_CUBICTO ? 4 : type == PathIterator.SEG_QUADTO ? 2 : 0;
        x = p[last];
        y = p[last + 1];
      }
    }
  }

  /** A control point of the cubic curve that is a quadratic one. */
  private static double between(double end, double control) {
    return end + 2 * (control - end) / 3;
  }

  private void color(int color, String operator) {
    numbers((color >> 16 & 255) / 255.0, (color >> 8 & 255) / 255.0, (color & 255) / 255.0);
    out.append(operator).append(' ');
  }

  private void numbers(double... values) {
    for (double value : values) {
      out.append(String.format(Locale.ROOT, "%.4f", value)).append(' ');
    }
  }
}
