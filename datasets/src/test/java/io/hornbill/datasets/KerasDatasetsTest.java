package io.hornbill.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The data sets of a real home folder, against what Keras itself loads from it. */
@Tag("real-data")
class KerasDatasetsTest {

  @BeforeEach
  void requireHome() {
    String home = System.getenv("KERAS_HOME");
    Assumptions.assumeTrue(home != null && Files.exists(Path.of(home, "datasets", "imdb.npz")));
  }

  static List<String> calls() throws Exception {
    try (InputStream in = KerasDatasetsTest.class.getResourceAsStream("values.tsv")) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }

  /** Each argument is changed in one of these calls at least. */
  @ParameterizedTest
  @MethodSource("calls")
  void loadsWhatKerasLoads(String call) throws Exception {
    String[] fields = call.split("\t");
    String found =
        switch (fields[0]) {
          case "Imdb" -> describe(Imdb.loadData(o -> set(o, fields[1])));
          case "Reuters" -> describe(Reuters.loadData(o -> set(o, fields[1])));
          default -> describeTable(BostonHousing.loadData(o -> set(o, fields[1])));
        };
    assertThat(found).isEqualTo(call.substring(fields[0].length() + fields[1].length() + 2));
  }

  private static void set(WordOptions<?> options, String arguments) {
    for (String argument : arguments.split(";")) {
      String[] pair = argument.split("=");
      if (pair.length == 2) {
        Integer value = pair[1].matches("\\d+") ? Integer.valueOf(pair[1]) : null;
        switch (pair[0]) {
          case "num_words" -> options.numWords(value);
          case "skip_top" -> options.skipTop(value);
          case "maxlen" -> options.maxLen(value);
          case "seed" -> options.seed(value);
          case "start_char" -> options.startChar(value);
          case "oov_char" -> options.oovChar(value);
          case "index_from" -> options.indexFrom(value);
          default -> ((ReutersOptions) options).testSplit(Double.parseDouble(pair[1]));
        }
      }
    }
  }

  private static void set(SplitOptions options, String arguments) {
    for (String argument : arguments.split(";")) {
      String[] pair = argument.split("=");
      if (pair[0].equals("seed")) {
        options.seed(Integer.parseInt(pair[1]));
      } else if (pair[0].equals("test_split")) {
        options.testSplit(Double.parseDouble(pair[1]));
      }
    }
  }

  private static String describe(TrainTest<List<int[]>> data) throws Exception {
    return String.join(
        "\t",
        Integer.toString(data.train().size()),
        Integer.toString(data.test().size()),
        sha1(data.train().x()),
        sha1(data.test().x()),
        sha1(Nd4j.concat(0, data.train().y(), data.test().y())));
  }

  private static String describeTable(TrainTest<INDArray> data) throws Exception {
    return String.join(
        "\t",
        Integer.toString(data.train().size()),
        Integer.toString(data.test().size()),
        sha1(data.train().x()),
        sha1(data.test().x()),
        sha1(Nd4j.concat(0, data.train().y(), data.test().y())));
  }

  private static String sha1(List<int[]> rows) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-1");
    for (int[] row : rows) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * row.length + 4).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asIntBuffer().put(row).put(-1);
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String sha1(INDArray array) throws Exception {
    float[] values = array.dup('c').data().asFloat();
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes.array()));
  }

  @Test
  void loadsMnist() {
    TrainTest<INDArray> data = Mnist.loadData();
    assertThat(data.train().x().shape()).containsExactly(60_000, 28, 28);
    assertThat(data.test().x().shape()).containsExactly(10_000, 28, 28);
    // the first labels of the published files are 5 0 4 1 9, and 7 2 1 0 4
    assertThat(data.train().y().toFloatVector()).startsWith(5, 0, 4, 1, 9).hasSize(60_000);
    assertThat(data.test().y().toFloatVector()).startsWith(7, 2, 1, 0, 4).hasSize(10_000);
    assertThat(data.train().x().maxNumber().floatValue()).isEqualTo(255);
    data.train().x().close();
    data.test().x().close();
  }

  @Test
  void startsReutersWithTheKnownWire() {
    Examples<List<int[]>> train = Reuters.loadData().train();
    assertThat(train.x().get(0)).hasSize(87).startsWith(1, 27595, 28842, 8, 43, 10, 447);
    assertThat(train.y().getFloat(0)).isEqualTo(3);
  }

  @Test
  void startsImdbWithTheKnownReviews() {
    TrainTest<List<int[]>> data = Imdb.loadData();
    assertThat(data.train().x().subList(0, 3))
        .extracting(row -> row.length)
        .containsExactly(218, 189, 141);
  }

  @Test
  void startsBostonHousingWithTheKnownRow() {
    Examples<INDArray> train = BostonHousing.loadData().train();
    assertThat(train.x().getRow(0).toFloatVector())
        .containsExactly(
            1.23247f, 0f, 8.14f, 0f, .538f, 6.142f, 91.7f, 3.9769f, 4f, 307f, 21f, 396.9f, 18.72f);
    assertThat(train.y().getFloat(0)).isEqualTo(15.2f);
  }

  @Test
  void knowsTheWords() {
    assertThat(Imdb.wordIndex()).containsEntry("the", 1).hasSize(88_584);
    assertThat(Reuters.wordIndex()).containsEntry("the", 1).hasSize(30_979);
    assertThat(Reuters.labelNames()).hasSize(46).startsWith("cocoa", "grain").endsWith("lead");
  }

  @Test
  void saysWhichBatchOfCifarIsMissing() {
    assertThatThrownBy(Cifar10::loadData)
        .hasMessageContaining("data_batch_2")
        .hasMessageContaining("https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz");
  }

  @Test
  void dividesAllReviewsAnewAsTheFirstKerasDid() {
    TrainTest<List<int[]>> data = Imdb.loadData(o -> o.testSplit(0.1).nbWords(500));
    assertThat(data.train().size()).isEqualTo(45_000);
    assertThat(data.test().size()).isEqualTo(5_000);
    assertThat(data.train().x().get(0)).startsWith(1);
    assertThat(IntStream.of(data.train().x().get(0))).allMatch(word -> word < 500);
    assertThat(data.train().y().meanNumber().doubleValue()).isBetween(0.48, 0.52);
    assertThat(Imdb.loadData(o -> o.testSplit(0.1).seed(5)).train().y())
        .isNotEqualTo(data.train().y());
  }

  @Test
  void findsFilesByNameInTheCacheAndElsewhere() {
    assertThat(BostonHousing.loadData(o -> o.path(Path.of("boston_housing.npz"))).test().size())
        .isEqualTo(102);
    Path file = Path.of(System.getenv("KERAS_HOME"), "datasets", "boston_housing.npz");
    assertThat(BostonHousing.loadData(o -> o.path(file)).test().size()).isEqualTo(102);
    assertThatThrownBy(() -> BostonHousing.loadData(o -> o.path(Path.of("none.npz"))))
        .hasMessageContaining("BostonHousing: the file none.npz must be in the cache, or be")
        .hasMessageContaining("f553886a1f8d56431e820c5b82552d9d95cfcb96d1e678153f8839538947dff5");
  }

  @Test
  void refusesToKeepNoReview() {
    assertThatThrownBy(() -> Imdb.loadData(o -> o.maxLen(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxLen must leave some reviews. Received: 2");
  }
}
