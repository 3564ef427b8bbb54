package io.hornbill.layers.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.base.RandomStream;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Each layer once, in the order of the page: {@code docs/augmentation.png}. Drawn anew with {@code
 * -Dhornbill.docs=write}; look at it then. The photograph is scikit-image's Chelsea, by Stéfan van
 * der Walt (CC0), made smaller.
 */
class AugmentationPictureTest {
  private static final File SHEET = new File("../../docs/augmentation.png");
  private static final int COLUMNS = 8;
  private static final int GAP = 4;

  /** The layers after the photograph itself, from left to right and from top to bottom. */
  private static List<ImageLayer<?>> layers() {
    return List.of(
        new AugMix().factor(0.8),
        new AutoContrast(),
        new CenterCrop(72, 48),
        new ContrastLimitedAdaptiveHistogramEqualization().clipLimit(6),
        new CutMix(1),
        new Equalization(),
        new MaxNumBoundingBoxes(3),
        new MixUp().alpha(4),
        new RandAugment().factor(0.9),
        new RandomBrightness(0.35, 0.4),
        new RandomColorDegeneration(0.7, 0.8),
        new RandomColorJitter().brightnessFactor(0.2).saturationFactor(0.2, 0.9).hueFactor(0.4),
        new RandomContrast(0.9),
        new RandomCrop(48, 72),
        new RandomElasticTransform(1, 1).scale(0.4, 0.5),
        new RandomErasing(1, 1).scale(0.15, 0.2).fillValue(255, 0, 0),
        new RandomFlip("horizontal_and_vertical"),
        new RandomGaussianBlur(1).kernelSize(9).sigma(0.9, 1),
        new RandomGrayscale(1),
        new RandomHue(0.5, 0.6),
        new RandomInvert(1),
        new RandomPerspective(1).scale(0.7),
        new RandomPosterization(2),
        new RandomRotation(0.08, 0.1).fillMode("constant"),
        new RandomSaturation(0.6, 0.65),
        new RandomSharpness(0.95, 1),
        new RandomShear(0.6, 0.2).fillMode("wrap"),
        new RandomTranslation(0, 0).heightFactor(0.2, 0.25).widthFactor(0.25, 0.3),
        new RandomZoom(new double[] {0.5, 0.6}).fillMode("nearest"),
        new Resizing(36, 48),
        new Solarization().thresholdFactor(0.4, 0.5));
  }

  private static INDArray photographs() throws IOException {
    try (InputStream in = AugmentationPictureTest.class.getResourceAsStream("cat.jpg")) {
      BufferedImage photo = ImageIO.read(Objects.requireNonNull(in));
      INDArray images = Nd4j.create(DataType.FLOAT, 2, photo.getHeight(), photo.getWidth(), 3);
      for (int y = 0; y < photo.getHeight(); y++) {
        for (int x = 0; x < photo.getWidth(); x++) {
          for (int c = 0; c < 3; c++) {
            int value = photo.getRGB(x, y) >> (16 - 8 * c) & 255;
            images.putScalar(new int[] {0, y, x, c}, value);
            images.putScalar(new int[] {1, photo.getHeight() - 1 - y, x, 2 - c}, value);
          }
        }
      }
      return images;
    }
  }

  private static void paint(BufferedImage sheet, int cell, INDArray images, int height, int width) {
    int left = cell % COLUMNS * (width + GAP);
    int top = cell / COLUMNS * (height + GAP);
    for (int y = 0; y < images.size(1); y++) {
      for (int x = 0; x < images.size(2); x++) {
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          long value = Math.round(images.getDouble(0, y, x, c));
          rgb = rgb << 8 | (int) Math.min(Math.max(value, 0), 255);
        }
        sheet.setRGB(left + x, top + y, rgb);
      }
    }
  }

  private static BufferedImage sheet() throws IOException {
    INDArray photos = photographs();
    int height = (int) photos.size(1);
    int width = (int) photos.size(2);
    BufferedImage sheet =
        new BufferedImage(
            COLUMNS * (width + GAP) - GAP, 4 * (height + GAP) - GAP, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < sheet.getHeight(); y++) {
      for (int x = 0; x < sheet.getWidth(); x++) {
        sheet.setRGB(x, y, 0xffffff);
      }
    }
    paint(sheet, 0, photos, height, width);
    int cell = 1;
    for (ImageLayer<?> layer : layers()) {
      paint(sheet, cell++, layer.augment(photos, RandomStream.of(7)), height, width);
    }
    return sheet;
  }

  @Test
  void showsEveryLayerOnThePage() throws IOException {
    Set<Class<?>> shown = new HashSet<>();
    layers().forEach(layer -> shown.add(layer.getClass()));
    Set<Class<?>> all = new HashSet<>();
    AugmentationTest.layers().forEach(layer -> all.add(layer.getClass()));
    assertThat(shown).hasSize(31).isEqualTo(all);

    BufferedImage sheet = sheet();
    if ("write".equals(System.getProperty("hornbill.docs"))) {
      ImageIO.write(sheet, "png", SHEET);
    }
    BufferedImage known = ImageIO.read(SHEET);
    assertThat(known.getWidth()).isEqualTo(sheet.getWidth());
    assertThat(known.getHeight()).isEqualTo(sheet.getHeight());
    int different = 0;
    for (int y = 0; y < sheet.getHeight(); y++) {
      for (int x = 0; x < sheet.getWidth(); x++) {
        for (int shift = 0; shift < 24; shift += 8) {
          int distance = (known.getRGB(x, y) >> shift & 255) - (sheet.getRGB(x, y) >> shift & 255);
          different += Math.abs(distance) > 2 ? 1 : 0;
        }
      }
    }
    assertThat(different).as("values that differ from %s", SHEET).isZero();
  }
}
