package io.hornbill.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.KerasConfig;
import io.hornbill.files.internal.npy.Npz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Data sets in small files of the published layouts. */
class SmallDatasetsTest {

  @TempDir Path folder;

  private static Path resource(String name) throws Exception {
    return Path.of(SmallDatasetsTest.class.getResource(name).toURI());
  }

  /** Image i has the value (i + channel * 7 + row * 3 + column) mod 256. */
  private static float pixel(int image, int row, int column, int channel) {
    return (image + channel * 7 + row * 3 + column) % 256;
  }

  @Test
  void shipsDigits() {
    TrainTest<INDArray> data = Digits.loadData();
    assertThat(data.train().x().shape()).containsExactly(1437, 8, 8);
    assertThat(data.test().x().shape()).containsExactly(360, 8, 8);
    assertThat(data.train().size()).isEqualTo(1437);
    float[] labels = Nd4j.concat(0, data.train().y(), data.test().y()).toFloatVector();
    int[] counts = new int[10];
    for (float label : labels) {
      counts[(int) label]++;
    }
    // as UCI's description of the test set counts them
    assertThat(counts).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
    assertThat(data.train().x().maxNumber().intValue()).isEqualTo(16);
  }

  @Test
  void splitsAndShufflesDigitsAsAsked() {
    TrainTest<INDArray> all = Digits.loadData(o -> o.testSplit(0));
    assertThat(all.train().size()).isEqualTo(1797);
    TrainTest<INDArray> one = Digits.loadData(o -> o.seed(1));
    assertThat(one.train().y().toFloatVector())
        .isNotEqualTo(Digits.loadData().train().y().toFloatVector())
        .isEqualTo(Digits.loadData(o -> o.seed(1)).train().y().toFloatVector());
    assertThatThrownBy(() -> Digits.loadData(o -> o.testSplit(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "Digits: testSplit must be at least 0 and less than 1. Received: 1.0");
  }

  @Test
  void readsTheBatchesOfCifar10() throws Exception {
    TrainTest<INDArray> data = Cifar10.loadData(resource("cifar-10-batches-py"));
    assertThat(data.train().x().shape()).containsExactly(10, 32, 32, 3);
    assertThat(data.train().y().shape()).containsExactly(10, 1);
    assertThat(data.train().y().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0}, {1}, {1}, {2}, {2}, {3}, {3}, {4}, {4}, {5}});
    assertThat(data.train().x().getFloat(7, 5, 9, 2)).isEqualTo(pixel(7, 5, 9, 2));
    assertThat(data.train().x().getFloat(0, 31, 31, 1)).isEqualTo(pixel(0, 31, 31, 1));
    assertThat(data.test().x().getFloat(1, 0, 3, 2)).isEqualTo(pixel(11, 0, 3, 2));
    assertThat(data.test().y().toFloatMatrix()).isDeepEqualTo(new float[][] {{9}, {8}});
  }

  @Test
  void putsChannelsInFrontWhereKerasDoes() throws Exception {
    try {
      KerasConfig.imageDataFormat("channels_first");
      TrainTest<INDArray> data = Cifar10.loadData(resource("cifar-10-batches-py"));
      assertThat(data.train().x().shape()).containsExactly(10, 3, 32, 32);
      assertThat(data.train().x().getFloat(7, 2, 5, 9)).isEqualTo(pixel(7, 5, 9, 2));
    } finally {
      KerasConfig.imageDataFormat("channels_last");
    }
  }

  @Test
  void splitsCaliforniaHousingAsKerasDoes() {
    INDArray x = Nd4j.arange(8 * 1000).castTo(DataType.FLOAT).reshape('c', 1000, 8);
    INDArray y = Nd4j.arange(1000).castTo(DataType.FLOAT);
    Path file = folder.resolve("california_housing.npz");
    Npz.write(file, Map.of("x", x, "y", y));
    TrainTest<INDArray> data = CaliforniaHousing.loadData(o -> o.path(file).version("small"));
    assertThat(data.train().x().shape()).containsExactly(480, 8);
    // numpy.random.RandomState(113).shuffle(numpy.arange(600))
    assertThat(data.train().y().toFloatVector()).startsWith(CALIFORNIA);
    assertThat(data.train().x().getRow(0).toFloatVector()).startsWith(CALIFORNIA[0] * 8);
    data = CaliforniaHousing.loadData(o -> o.path(file).testSplit(0.5).seed(1));
    assertThat(data.test().size()).isEqualTo(500);
    assertThat(data.train().y().toFloatVector()).doesNotContain(data.test().y().toFloatVector());
    assertThatThrownBy(() -> CaliforniaHousing.loadData(o -> o.version("tiny")))
        .hasMessage(
            "CaliforniaHousing: version must be \"small\" or \"large\". Received: \"tiny\". Choose one of them.");
  }

  private static final float[] CALIFORNIA = {568, 505, 59, 71, 298};

  @Test
  void readsTheTwoKindsOfLabelsOfCifar100() throws Exception {
    Path files = resource("cifar-100-python");
    assertThat(Cifar100.loadData("fine", files).train().y().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{90}, {5}});
    assertThat(Cifar100.loadData("coarse", files).test().y().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{19}, {1}});
    assertThat(Cifar100.loadData("fine", files).test().x().getFloat(0, 1, 2, 0))
        .isEqualTo(pixel(20, 1, 2, 0));
    assertThatThrownBy(() -> Cifar100.loadData("both", files))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Received: \"both\"");
  }

  @Test
  void refusesBatchesThatAreSomethingElse() throws Exception {
    for (int i = 1; i <= 5; i++) {
      Files.writeString(folder.resolve("data_batch_" + i), "(lp0\n.");
    }
    Files.writeString(folder.resolve("test_batch"), "(lp0\n.");
    assertThatThrownBy(() -> Cifar10.loadData(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("must hold a dictionary")
        .hasMessageContaining("data_batch_1");
    Files.writeString(folder.resolve("data_batch_1"), "(dp0\nS'labels'\n(lp1\ns.");
    assertThatThrownBy(() -> Cifar10.loadData(folder))
        .hasMessageContaining("images of 3072 bytes. Received: null");
  }

  @Test
  void readsMnistFiles() {
    INDArray x = Nd4j.arange(12).castTo(DataType.FLOAT).reshape('c', 3, 2, 2);
    INDArray y = Nd4j.createFromArray(7f, 8f, 9f);
    Path file = folder.resolve("mnist.npz");
    Npz.write(file, Map.of("x_train", x, "y_train", y, "x_test", x, "y_test", y));
    TrainTest<INDArray> data = Mnist.loadData(file);
    assertThat(data.train().x().getFloat(2, 1, 0)).isEqualTo(10);
    assertThat(data.test().y().toFloatVector()).containsExactly(7, 8, 9);
    assertThatThrownBy(() -> Mnist.loadData(folder.resolve("other.npz")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Mnist: the file must be there. Received: none at ")
        .hasMessageContaining("Fetch it from https://");
  }

  private void writeIdx(String name, byte[] header, int... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(header);
      for (int value : values) {
        out.write(value);
      }
    }
    Files.write(folder.resolve(name), bytes.toByteArray());
  }

  private static byte[] header(int... lengths) {
    ByteBuffer header = ByteBuffer.allocate(4 + 4 * lengths.length).putInt(0x800 | lengths.length);
    Arrays.stream(lengths).forEach(header::putInt);
    return header.array();
  }

  @Test
  void readsFashionMnist() throws Exception {
    writeIdx("train-images-idx3-ubyte.gz", header(2, 1, 2), 1, 2, 3, 255);
    writeIdx("train-labels-idx1-ubyte.gz", header(2), 9, 4);
    writeIdx("t10k-images-idx3-ubyte.gz", header(1, 1, 2), 5, 6);
    assertThatThrownBy(() -> FashionMnist.loadData(folder))
        .hasMessageContaining("t10k-labels-idx1-ubyte.gz");
    writeIdx("t10k-labels-idx1-ubyte.gz", header(1), 3);
    TrainTest<INDArray> data = FashionMnist.loadData(folder);
    assertThat(data.train().x().shape()).containsExactly(2, 1, 2);
    assertThat(data.train().x().getFloat(1, 0, 1)).isEqualTo(255);
    assertThat(data.train().y().toFloatVector()).containsExactly(9, 4);
    assertThat(data.test().x().getFloat(0, 0, 0)).isEqualTo(5);
  }

  @Test
  void refusesDamagedFashionMnist() throws Exception {
    for (byte[] wrong :
        new byte[][] {
          header(5, 1, 2), header(1 << 30, 1 << 30, 1 << 30), {0, 0, 9, 1, 0, 0, 0, 1}, {0}
        }) {
      writeIdx("train-images-idx3-ubyte.gz", wrong, 1, 2, 3, 4);
      assertThatThrownBy(() -> FashionMnist.loadData(folder))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("train-images-idx3-ubyte.gz");
    }
    Files.writeString(folder.resolve("train-images-idx3-ubyte.gz"), "not compressed");
    assertThatThrownBy(() -> FashionMnist.loadData(folder))
        .isInstanceOf(ModelFormatException.class);
  }
}
