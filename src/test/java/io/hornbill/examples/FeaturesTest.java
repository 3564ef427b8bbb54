package io.hornbill.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesTest {
  @TempDir Path photos;

  @BeforeEach
  void draw() throws IOException {
    draw("a.png", Color.RED, 20);
    draw("b.png", Color.RED, 22);
    draw("c.png", Color.CYAN, 3);
  }

  private void draw(String name, Color color, int width) throws IOException {
    BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(color);
    for (int i = 0; i < 64; i += width + 4) {
      pen.fillRect(i, 0, width, 64);
    }
    pen.dispose();
    ImageIO.write(picture, "png", photos.resolve(name).toFile());
  }

  private double[][] similarities(String layer) {
    String folder = photos.toString();
    return Features.similarities(
        "--photos", folder, "--size", "32", "--weights", "random", "--layer", layer);
  }

  @Test
  void photographsThatAreAlikeHaveFeaturesThatAreAlike() {
    double[][] cosines = similarities("block4_pool");
    assertThat(cosines).hasDimensions(3, 3);
    assertThat(cosines[0][0]).isCloseTo(1, within(1e-5));
    assertThat(cosines[0][1]).isGreaterThan(cosines[0][2]).isEqualTo(cosines[1][0]);
  }

  @Test
  void theLayerMustBeThere() {
    assertThatThrownBy(() -> similarities("block9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there must be a layer of that name. Received: \"block9\".");
  }
}
