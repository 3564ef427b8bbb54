package io.hornbill.visualization.internal.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.visualization.internal.scene.Mark.Figure;
import io.hornbill.visualization.internal.scene.Mark.Lettering;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngWriterTest {

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void isAsLargeAsTheDotsPerInchSayAndSaysSo() throws IOException {
    byte[] png = PngWriter.write(new Scene(100, 50, ""), 192);
    assertThat(read(png).getWidth()).isEqualTo(200);
    assertThat(read(png).getHeight()).isEqualTo(100);
    int about = new String(png, StandardCharsets.ISO_8859_1).indexOf("pHYs") + 4;
    // 192 dots per inch are 7559 per metre.
    assertThat(ByteBuffer.wrap(png).getInt(about)).isEqualTo(7559);
  }

  @Test
  void drawsAreasLinesAndImages() throws IOException {
    Scene scene = new Scene(40, 10, "");
    scene.fill(new Rectangle2D.Double(0, 0, 10, 10), 0x123456);
    scene.add(
        new Figure(new Rectangle2D.Double(10, 0, 10, 10), 0xFF0000, 0.5, Mark.NONE, 0, false));
    scene.draw(new java.awt.geom.Line2D.Double(20, 5, 30, 5), 0x00FF00, 4);
    scene.picture(new Rectangle2D.Double(30, 0, 10, 10), new Pixels(1, 2, new int[] {1, 2}), false);
    BufferedImage image = read(PngWriter.write(scene, 96));
    assertThat(image.getRGB(5, 5) & 0xFFFFFF).isEqualTo(0x123456);
    assertThat(image.getRGB(15, 5) & 0xFF00FF).isIn(0xFF0080, 0xFF007F);
    assertThat(image.getRGB(25, 5) & 0xFFFFFF).isEqualTo(0x00FF00);
    assertThat(image.getRGB(25, 1) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    assertThat(image.getRGB(35, 2) & 0xFFFFFF).isEqualTo(1);
    assertThat(image.getRGB(35, 8) & 0xFFFFFF).isEqualTo(2);
  }

  @Test
  void textFillsTheWidthThatTheLayoutGaveIt() throws IOException {
    Lettering font = new Lettering(20, true, 0);
    Scene scene = new Scene(200, 40, "").text(20, 30, 0, "HHHHHH", font);
    BufferedImage image = read(PngWriter.write(scene, 96));
    double end = 20 + 6 * 0.722 * 20;
    assertThat(isInked(image, (int) end - 6, (int) end)).isTrue();
    assertThat(isInked(image, (int) end + 2, 200)).isFalse();
    assertThat(isInked(image, 0, 19)).isFalse();
  }

  private static boolean isInked(BufferedImage image, int from, int to) {
    for (int x = from; x < to; x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        if ((image.getRGB(x, y) & 0xFFFFFF) != 0xFFFFFF) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void whatIsTooLargeForTheMemoryIsDrawnSmaller() throws IOException {
    byte[] png = PngWriter.write(new Scene(20_000, 10_000, ""), 96);
    assertThat(ByteBuffer.wrap(png).getInt(16)).isBetween(10_900, 10_960);
  }
}
