package io.hornbill.visualization.internal.scene;

import io.hornbill.base.Fault;
import io.hornbill.visualization.internal.scene.Mark.Figure;
import io.hornbill.visualization.internal.scene.Mark.Label;
import io.hornbill.visualization.internal.scene.Mark.Picture;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws scenes by Java2D, without a screen, and writes PNG files. */
public final class PngWriter {
  private static final Logger LOG = LoggerFactory.getLogger(PngWriter.class);
  private static final String FORMAT = "javax_imageio_png_1.0";
  private static final double CSS_DPI = 96;
  private static final double INCHES_PER_METRE = 1 / 0.0254;
  private static final double MOST_PIXELS = 60e6;

  private PngWriter() {}

  /** The file's content; a picture that is too large for the memory gets fewer dots per inch. */
  public static byte[] write(Scene scene, double dpi) {
    double most = CSS_DPI * Math.sqrt(MOST_PIXELS / (scene.width() * scene.height()));
    if (dpi > most) {
      LOG.warn(
          Fault.of("Plots")
              .expected("a picture must have at most %s million pixels", (int) (MOST_PIXELS / 1e6))
              .received("%s x %s at %s dpi", (int) scene.width(), (int) scene.height(), dpi)
              .remedy("It is drawn at %s dpi; write .svg or .pdf for more.", (int) most)
              .message());
    }
    double used = Math.min(dpi, most);
    return encode(Fonts.needed(() -> draw(scene, used / CSS_DPI)), used);
  }

  /** The image as it is. */
  public static byte[] write(Pixels pixels) {
    return encode(image(pixels), 0);
  }

  private static BufferedImage image(Pixels pixels) {
    BufferedImage image =
        new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, pixels.width(), pixels.height(), pixels.rgb(), 0, pixels.width());
    return image;
  }

  private static BufferedImage draw(Scene scene, double scale) {
    int width = (int) Math.max(1, Math.round(scene.width() * scale));
    int height = (int) Math.max(1, Math.round(scene.height() * scale));
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.scale(scale, scale);
    String family = Fonts.family();
    for (Mark mark : scene.marks()) {
      if (mark instanceof Figure figure) {
        figure(g, figure);
      } else if (mark instanceof Label label) {
        label(g, label, family);
      } else if (mark instanceof Picture picture) {
        picture(g, picture);
      }
    }
    g.dispose();
    return image;
  }

  private static void figure(Graphics2D g, Figure figure) {
    g.setComposite(AlphaComposite.SrcOver.derive((float) figure.opacity()));
    if (figure.fill() != Mark.NONE) {
      g.setColor(new Color(figure.fill()));
      g.fill(figure.shape());
    }
    if (figure.stroke() != Mark.NONE) {
      float[] dashes = figure.dashed() ? new float[] {5, 4} : null;
      g.setColor(new Color(figure.stroke()));
      g.setStroke(
          new BasicStroke(
              (float) figure.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0));
      g.draw(figure.shape());
    }
    g.setComposite(AlphaComposite.SrcOver);
  }

  /** A font of other widths is made as wide as the layout expects. */
  private static void label(Graphics2D g, Label label, String family) {
    if (label.text().isBlank()) {
      return;
    }
    int style = label.font().bold() ? Font.BOLD : Font.PLAIN;
    Font font = new Font(family, style, 1).deriveFont((float) label.font().size());
    double actual = font.getStringBounds(label.text(), g.getFontRenderContext()).getWidth();
    AffineTransform before = g.getTransform();
    g.translate(label.left(), label.y());
    if (actual > 0) {
      g.scale(label.width() / actual, 1);
    }
    g.setFont(font);
    g.setColor(new Color(label.font().color()));
    g.drawString(label.text(), 0, 0);
    g.setTransform(before);
  }

  private static void picture(Graphics2D g, Picture picture) {
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        picture.smooth()
            ? RenderingHints.VALUE_INTERPOLATION_BICUBIC
            : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    AffineTransform place = new AffineTransform(picture.place());
    place.scale(1.0 / picture.image().width(), 1.0 / picture.image().height());
    g.drawImage(image(picture.image()), place, null);
  }

  private static byte[] encode(BufferedImage image, double dpi) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      IIOMetadata about =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
      if (dpi > 0) {
        about.mergeTree(FORMAT, resolution(dpi));
      }
      writer.setOutput(out);
      writer.write(new IIOImage(image, null, about));
    } catch (IIOInvalidTreeException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static IIOMetadataNode resolution(double dpi) {
    String perMetre = Long.toString(Math.round(dpi * INCHES_PER_METRE));
    IIOMetadataNode size = new IIOMetadataNode("pHYs");
    size.setAttribute("pixelsPerUnitXAxis", perMetre);
    size.setAttribute("pixelsPerUnitYAxis", perMetre);
    size.setAttribute("unitSpecifier", "meter");
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    root.appendChild(size);
    return root;
  }
}
