package io.hornbill.visualization.internal.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.visualization.internal.scene.Mark.Figure;
import io.hornbill.visualization.internal.scene.Mark.Lettering;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PdfWriterTest {
  private static final Lettering FONT = new Lettering(12, true, 0);

  private static BufferedImage drawn(Scene scene) throws IOException {
    try (PDDocument document = Loader.loadPDF(PdfWriter.write(scene))) {
      return new PDFRenderer(document).renderImageWithDPI(0, 96);
    }
  }

  @Test
  void pageAndTextsAreWhatWasDrawn() throws IOException {
    Scene scene = new Scene(400, 200, "Ünïcode title");
    scene.text(10, 20, 0, "conv1 (Conv2D) éß", FONT).text(10, 60, 0, "back\\slash ) paren", FONT);
    try (PDDocument document = Loader.loadPDF(PdfWriter.write(scene))) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      assertThat(document.getPage(0).getMediaBox().getWidth()).isEqualTo(300);
      assertThat(document.getPage(0).getMediaBox().getHeight()).isEqualTo(150);
      assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Ünïcode title");
      assertThat(new PDFTextStripper().getText(document).lines())
          .containsExactly("conv1 (Conv2D) éß", "back\\slash ) paren");
    }
  }

  @Test
  void looksLikeThePng() throws IOException {
    Scene scene = new Scene(60, 20, "");
    scene.fill(new Rectangle2D.Double(0, 0, 10, 10), 0x123456);
    scene.fill(new Ellipse2D.Double(10, 0, 10, 10), 0x00AA00);
    scene.add(
        new Figure(new Rectangle2D.Double(20, 0, 10, 10), 0xFF0000, 0.5, Mark.NONE, 0, false));
    scene.picture(
        new Rectangle2D.Double(30, 0, 10, 20), new Pixels(1, 2, new int[] {1, 0xFF}), false);
    BufferedImage image = drawn(scene);
    assertThat(image.getWidth()).isEqualTo(60);
    assertThat(image.getRGB(5, 5) & 0xFFFFFF).isEqualTo(0x123456);
    assertThat(image.getRGB(5, 15) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    assertThat(image.getRGB(15, 5) & 0xFFFFFF).isEqualTo(0x00AA00);
    assertThat(image.getRGB(10, 0) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    assertThat(image.getRGB(25, 5) & 0xFF00FF).isIn(0xFF0080, 0xFF007F);
    assertThat(image.getRGB(35, 2) & 0xFFFFFF).isEqualTo(1);
    assertThat(image.getRGB(35, 17) & 0xFFFFFF).isEqualTo(0xFF);
  }

  @Test
  void lettersThatTheStandardFontHasNotAreOutlines() throws IOException {
    Scene scene = new Scene(100, 30, "").text(5, 20, 0, "Ω → ∑", FONT);
    BufferedImage image = drawn(scene);
    int inked = 0;
    for (int x = 0; x < 100; x++) {
      inked += (image.getRGB(x, 15) & 0xFF) < 128 ? 1 : 0;
    }
    assertThat(inked).isGreaterThan(3);
  }

  @Test
  void pagesLongerThanReadersAllowHaveLargerUnits() throws IOException {
    try (PDDocument document = Loader.loadPDF(PdfWriter.write(new Scene(100, 38_400, "")))) {
      assertThat(document.getPage(0).getMediaBox().getHeight()).isEqualTo(14_400);
      assertThat(document.getPage(0).getUserUnit()).isEqualTo(2);
    }
  }
}
