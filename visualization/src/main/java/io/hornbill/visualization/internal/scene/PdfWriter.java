package io.hornbill.visualization.internal.scene;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes scenes as PDF files of one page: lines, areas, images, and texts in the standard font
 * Helvetica, so that nothing is embedded and texts can be searched.
 *
 * @see <a href="https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf">
 *     PDF 1.7</a>
 */
public final class PdfWriter {
  private static final double POINTS_PER_PIXEL = 0.75;
  private static final double LONGEST_SIDE = 14_400;
  private static final String FONT =
      "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Integer> offsets = new ArrayList<>();

  private PdfWriter() {}

  /** The file's content. */
  public static byte[] write(Scene scene) {
    return new PdfWriter().document(scene);
  }

  private byte[] document(Scene scene) {
    PdfContent content = new PdfContent(scene);
    double unit =
        Math.max(1, POINTS_PER_PIXEL * Math.max(scene.width(), scene.height()) / LONGEST_SIDE);
    double scale = POINTS_PER_PIXEL / unit;
    double height = scene.height() * scale;
    text("%PDF-1.7\n");
    object("<< /Type /Catalog /Pages 2 0 R >>");
    object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    object(
        String.format(
            Locale.ROOT,
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /UserUnit %.4f /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> %s >> >>",
            scene.width() * scale,
            height,
            unit,
            resources(content)));
    String page = String.format(Locale.ROOT, "%.6f 0 0 %.6f 0 %.4f cm\n", scale, -scale, height);
    stream("", (page + content.operators()).getBytes(StandardCharsets.US_ASCII));
    object(FONT.formatted("Helvetica"));
    object(FONT.formatted("Helvetica-Bold"));
    object("<< /Producer (Hornbill) /Title " + string(scene.title()) + " >>");
    for (Pixels image : content.images()) {
      String about =
          String.format(
              Locale.ROOT,
              "/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 ",
              image.width(),
              image.height());
      stream(about, image.bytes());
    }
    return end();
  }

  private static String resources(PdfContent content) {
    StringBuilder resources = new StringBuilder("/ExtGState << ");
    content
        .opacities()
        .forEach(
            o ->
                resources.append(
                    String.format(Locale.ROOT, "/G%d << /ca %.3f /CA %<.3f >> ", o, o / 1000.0)));
    resources.append(">> /XObject << ");
    for (int i = 0; i < content.images().size(); i++) {
      resources.append(String.format(Locale.ROOT, "/I%d %d 0 R ", i, 8 + i));
    }
    return resources.append(">>").toString();
  }

  private static String string(String text) {
    StringBuilder hex = new StringBuilder("<FEFF");
    for (byte one : text.getBytes(StandardCharsets.UTF_16BE)) {
      hex.append(String.format(Locale.ROOT, "%02X", one));
    }
    return hex.append('>').toString();
  }

  private void object(String content) {
    offsets.add(out.size());
    text(String.format(Locale.ROOT, "%d 0 obj\n%s\nendobj\n", offsets.size(), content));
  }

  private void stream(String about, byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      deflater.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    offsets.add(out.size());
    text(
        String.format(
            Locale.ROOT,
            "%d 0 obj\n<< %s/Filter /FlateDecode /Length %d >>\nstream\n",
            offsets.size(),
            about,
            packed.size()));
    out.writeBytes(packed.toByteArray());
    text("\nendstream\nendobj\n");
  }

  private byte[] end() {
    int table = out.size();
    text(String.format(Locale.ROOT, "xref\n0 %d\n0000000000 65535 f \n", offsets.size() + 1));
    for (int offset : offsets) {
      text(String.format(Locale.ROOT, "%010d 00000 n \n", offset));
    }
    text(
        String.format(
            Locale.ROOT,
            "trailer\n<< /Size %d /Root 1 0 R /Info 7 0 R >>\nstartxref\n%d\n%%%%EOF\n",
            offsets.size() + 1,
            table));
    return out.toByteArray();
  }

  private void text(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
