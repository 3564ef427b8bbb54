package io.hornbill.visualization.internal.scene;

import io.hornbill.visualization.internal.scene.Mark.Figure;
import io.hornbill.visualization.internal.scene.Mark.Label;
import io.hornbill.visualization.internal.scene.Mark.Picture;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.Base64;
import java.util.Locale;

/** Writes scenes as SVG 1.1 without scripts, styles or links to anything outside. */
public final class SvgWriter {
  private static final String FONTS = "Helvetica, Arial, 'Liberation Sans', sans-serif";
  private static final int ROUNDED_TO = 100;

  private final StringBuilder out = new StringBuilder();

  private SvgWriter() {}

  /** The whole document, without an XML declaration, so that it can stand in a page as well. */
  public static String write(Scene scene) {
    return new SvgWriter().document(scene);
  }

  private String document(Scene scene) {
    String width = number(scene.width());
    String height = number(scene.height());
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width);
    out.append("\" height=\"").append(height);
    out.append("\" viewBox=\"0 0 ").append(width).append(' ').append(height);
    out.append("\" role=\"img\" font-family=\"").append(FONTS).append("\">\n");
    out.append("<title>").append(escape(scene.title())).append("</title>\n");
    out.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    for (Mark mark : scene.marks()) {
      if (mark instanceof Figure figure) {
        figure(figure);
      } else if (mark instanceof Label label) {
        label(label);
      } else if (mark instanceof Picture picture) {
        picture(picture);
      }
    }
    return out.append("</svg>\n").toString();
  }

  private void figure(Figure figure) {
    if (figure.shape() instanceof RoundRectangle2D box) {
      rectangle(box.getBounds2D());
      attribute("rx", number(box.getArcWidth() / 2));
    } else if (figure.shape() instanceof Rectangle2D box) {
      rectangle(box);
    } else {
      out.append("<path");
      attribute("d", path(figure.shape().getPathIterator(null)));
    }
    attribute("fill", color(figure.fill()));
    if (figure.stroke() != Mark.NONE) {
      attribute("stroke", color(figure.stroke()));
      attribute("stroke-width", number(figure.width()));
      attribute("stroke-linejoin", "round");
    }
    if (figure.dashed()) {
      attribute("stroke-dasharray", "5 4");
    }
    if (figure.opacity() < 1) {
      attribute("opacity", number(figure.opacity()));
    }
    out.append("/>\n");
  }

  private void rectangle(Rectangle2D box) {
    out.append("<rect");
    attribute("x", number(box.getX()));
    attribute("y", number(box.getY()));
    attribute("width", number(box.getWidth()));
    attribute("height", number(box.getHeight()));
  }

  private static String path(PathIterator path) {
    StringBuilder d = new StringBuilder();
    double[] points = new double[6];
    for (; !path.isDone(); path.next()) {
      int type = path.currentSegment(points);
      d.append("MLQCZ".charAt(type));
      int numbers = type == PathIterator.SEG_CLOSE ? 0 : Math.max(1, type) * 2;
      for (int i = 0; i < numbers; i++) {
        d.append(i == 0 ? "" : " ").append(number(points[i]));
      }
    }
    return d.toString();
  }

  /** The length is given, so that the text fits even in another font. */
  private void label(Label label) {
    if (label.text().isBlank()) {
      return;
    }
    out.append("<text");
    attribute("x", number(label.left()));
    attribute("y", number(label.y()));
    attribute("font-size", number(label.font().size()));
    if (label.font().bold()) {
      attribute("font-weight", "bold");
    }
    attribute("fill", color(label.font().color()));
    attribute("textLength", number(label.width()));
    attribute("lengthAdjust", "spacingAndGlyphs");
    out.append('>').append(escape(label.text())).append("</text>\n");
  }

  private void picture(Picture picture) {
    double[] m = new double[6];
    picture.place().getMatrix(m);
    out.append("<image");
    attribute("width", "1");
    attribute("height", "1");
    attribute("preserveAspectRatio", "none");
    attribute(
        "transform",
        "matrix(%s %s %s %s %s %s)"
            .formatted(
                number(m[0]),
                number(m[1]),
                number(m[2]),
                number(m[3]),
                number(m[4]),
                number(m[5])));
    if (!picture.smooth()) {
      attribute("image-rendering", "pixelated");
    }
    byte[] png = PngWriter.write(picture.image());
    attribute("href", "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
    out.append("/>\n");
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"").append(value).append('"');
  }

  private static String color(int color) {
    return color == Mark.NONE ? "none" : String.format(Locale.ROOT, "#%06x", color);
  }

  static String number(double value) {
    double rounded = (double) Math.round(value * ROUNDED_TO) / ROUNDED_TO;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  /** The text as XML can hold it. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  private static boolean isAllowed(int c) {
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return c == '\t' || c == '\n' || (c >= ' ' && !surrogate && c != 0xFFFE && c != 0xFFFF);
  }
}
