package io.hornbill.callbacks.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SummariesTest {
  @TempDir Path folder;

  @Test
  void bucketsDivideTheRangeEvenly() {
    double[] rows = Histogram.buckets(new double[] {0, 1, 1.5, 30, 29.5, 30});
    assertThat(rows).hasSize(90);
    for (int i = 0; i < 30; i++) {
      double expected = i == 0 ? 1 : i == 1 ? 2 : i == 29 ? 3 : 0;
      assertThat(new double[] {rows[3 * i], rows[3 * i + 1], rows[3 * i + 2]})
          .containsExactly(i, i + 1, expected);
    }
  }

  @Test
  void equalNumbersAreInTheLastBucket() {
    double[] rows = Histogram.buckets(new double[] {2, 2, 2});
    assertThat(IntStream.range(0, 30).mapToDouble(i -> rows[3 * i + 2]).sum()).isEqualTo(3);
    assertThat(new double[] {rows[87], rows[88], rows[89]}).containsExactly(2, 2, 3);
    assertThat(rows[0]).isEqualTo(2);
  }

  @Test
  void numbersThatAreNotFiniteAreLeftOut() {
    assertThat(Histogram.buckets(new double[] {Double.NaN, 1, Double.POSITIVE_INFINITY}))
        .isEqualTo(Histogram.buckets(new double[] {1}));
    assertThat(DoubleStream.of(Histogram.buckets(new double[] {Double.NaN})).sum()).isZero();
  }

  @Test
  void aMatrixLiesOnItsLongerSide() throws IOException {
    // 0.25 * 255.5 = 63.875, truncated; what is outside of [0, 1] is clipped.
    INDArray weight = Nd4j.create(new float[] {0, 0.25f, 1, -3, 7, 0.5f}, new long[] {3, 2}, 'c');
    List<BufferedImage> images = images(weight);
    assertThat(images).hasSize(1);
    assertThat(pixels(images.get(0))).isEqualTo(new int[][] {{0, 255, 255}, {63, 0, 127}});
    assertThat(pixels(images(weight.transpose()).get(0)))
        .isEqualTo(new int[][] {{0, 255, 255}, {63, 0, 127}});
  }

  @Test
  void aSquareMatrixIsNotTurned() throws IOException {
    INDArray weight = Nd4j.createFromArray(new float[][] {{0, 1}, {0, 0}});
    assertThat(pixels(images(weight).get(0))).isEqualTo(new int[][] {{0, 255}, {0, 0}});
  }

  @Test
  void aBiasIsAColumn() throws IOException {
    assertThat(pixels(images(Nd4j.createFromArray(0f, 1f)).get(0)))
        .isEqualTo(new int[][] {{0}, {255}});
  }

  @Test
  void eachLastIndexOfAKernelIsAPictureUpToThree() throws IOException {
    INDArray kernel = Nd4j.zeros(2, 3, 1, 4);
    kernel.putScalar(new long[] {1, 2, 0, 1}, 1);
    List<BufferedImage> images = images(kernel);
    assertThat(images).hasSize(3);
    assertThat(pixels(images.get(0))).isEqualTo(new int[][] {{0, 0, 0}, {0, 0, 0}});
    assertThat(pixels(images.get(1))).isEqualTo(new int[][] {{0, 0, 0}, {0, 0, 255}});
  }

  @Test
  void threeAndFourLastIndicesAreColors() throws IOException {
    INDArray kernel = Nd4j.zeros(2, 1, 2, 3).reshape(2, 1, 2, 3);
    assertThat(images(kernel)).as("squeezed to three axes").hasSize(3);
    INDArray colored = Nd4j.zeros(2, 2, 2, 3);
    colored.putScalar(new long[] {1, 0, 1, 0}, 1);
    BufferedImage second = images(colored).get(1);
    assertThat(second.getRGB(1, 0)).isEqualTo(0xffff0000);
    assertThat(second.getColorModel().hasAlpha()).isFalse();
    assertThat(images(Nd4j.ones(2, 2, 2, 4)).get(0).getColorModel().hasAlpha()).isTrue();
  }

  @Test
  void otherWeightsHaveNoPicture() {
    assertThat(Summaries.image("w", Nd4j.ones(2, 2, 2, 5))).isNull();
    assertThat(Summaries.image("w", Nd4j.ones(2, 2, 2, 2, 3))).isNull();
    assertThat(Summaries.image("w", Nd4j.scalar(1))).isNull();
  }

  private List<BufferedImage> images(INDArray weight) throws IOException {
    Path run = folder.resolve("run" + System.nanoTime());
    try (EventFile file = new EventFile(run)) {
      file.add(0, Summaries.image("w", weight));
    }
    WrittenEvents written = new WrittenEvents(run);
    var strings = written.strings("w@0");
    assertThat(shape(written.value("w@0"))).containsExactly((long) strings.size());
    List<BufferedImage> images = new java.util.ArrayList<>();
    for (var string : strings.subList(2, strings.size())) {
      images.add(ImageIO.read(new ByteArrayInputStream(string.toByteArray())));
    }
    assertThat(strings.get(0).toStringUtf8()).isEqualTo("" + images.get(0).getWidth());
    assertThat(strings.get(1).toStringUtf8()).isEqualTo("" + images.get(0).getHeight());
    return images;
  }

  private static List<Object> shape(com.google.protobuf.Message value) {
    com.google.protobuf.Message shape =
        WrittenEvents.message(WrittenEvents.message(value, "tensor"), "tensor_shape");
    return WrittenEvents.list(shape, "dim").stream()
        .map(dim -> WrittenEvents.field((com.google.protobuf.Message) dim, "size"))
        .toList();
  }

  @Test
  void entriesCanBeChained() {
    var message =
        Message.of("SessionStart")
            .withEntry("hparams", "units", Message.of("Setting").with("number_value", 3.0))
            .with("start_time_secs", 1.5);
    assertThat(message.text()).contains("key: \"units\"").contains("start_time_secs: 1.5");
  }

  private static int[][] pixels(BufferedImage image) {
    int[][] rows = new int[image.getHeight()][image.getWidth()];
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < rows[y].length; x++) {
        rows[y][x] = image.getRaster().getSample(x, y, 0);
      }
    }
    return rows;
  }
}
