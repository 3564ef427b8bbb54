package io.hornbill.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Photographs, against Pillow 12 and {@code keras.ops.image.resize} of Keras 3.15.1. */
@Tag("real-data")
class PhotosTest {
  private static final int HEIGHT = 64;
  private static final int WIDTH = 48;

  /** The means of red, green and blue, by file name. */
  private static final double[][] MEANS = {
    {100.90, 97.66, 98.08}, // djl_kitten.jpg
    {102.61, 98.97, 87.38}, // kotlindl_vgg_image7.jpg
    {147.34, 111.10, 86.53}, // skimage_chelsea_cat.png
    {185.80, 172.49, 154.23}, // tfjs_cat.jpg
  };

  /** The pixels in row 40, column 10. */
  private static final double[][] PIXELS = {
    {62.0, 84.0, 107.0}, {50.8, 49.8, 31.8}, {162.6, 120.6, 96.8}, {94.5, 81.5, 73.0},
  };

  @Test
  void readsPhotographsAsKerasDoes() {
    String home = System.getenv("KERAS_HOME");
    Assumptions.assumeTrue(home != null);
    Path files = Path.of(home).resolveSibling("keras-files");
    Assumptions.assumeTrue(Files.isDirectory(files.resolve("photos")));
    ImageFolder source =
        ImageFolder.of(files, o -> o.classNames("photos").imageSize(HEIGHT, WIDTH).shuffle(false));
    assertThat(source.files()).hasSize(MEANS.length);
    INDArray x = Passes.read(source).get(0).x().get(0);
    INDArray means = x.mean(1, 2);
    for (int i = 0; i < MEANS.length; i++) {
      // decoders of JPEG may differ by a few levels in single pixels
      for (int c = 0; c < 3; c++) {
        assertThat(means.getDouble(i, c)).as("mean").isCloseTo(MEANS[i][c], within(0.5));
        assertThat(x.getDouble(i, 40, 10, c)).as("pixel").isCloseTo(PIXELS[i][c], within(4.0));
      }
    }
    assertThat(x.getDouble(2, 40, 10, 0)).as("PNG is exact").isCloseTo(162.6, within(0.05));
  }

  /** The decoder of JPEG is the same as Pillow's up to the last bit on these. */
  @Test
  void resizesPhotographsAsPillowDoes() throws Exception {
    String home = System.getenv("KERAS_HOME");
    Assumptions.assumeTrue(home != null);
    Path photos = Path.of(home).resolveSibling("keras-files").resolve("photos");
    Assumptions.assumeTrue(Files.isDirectory(photos));
    StringBuilder wrong = new StringBuilder();
    for (String[] call : ImagesTest.lines("photos.tsv")) {
      INDArray array = Images.toArray(ImagesTest.load(photos.resolve(call[0]), call));
      if (!ImagesTest.sha1(array).equals(call[7])) {
        wrong.append(String.join(" ", call)).append('\n');
      }
    }
    assertThat(wrong.toString()).isEmpty();
  }
}
