package io.hornbill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.datasets.Mnist;
import io.hornbill.datasets.TrainTest;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.optimizers.Adam;
import io.hornbill.training.parallel.Compression;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** MNIST, each partition with digits of its own: where averaging the weights of workers fails. */
@Tag("real-data")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class SortedDigitsTest {
  private static final int PIXELS = 784;
  private static float[] pixels = {};
  private static int[] labels = {};

  @BeforeAll
  static void read() {
    String home = System.getenv("KERAS_HOME");
    assumeTrue(home != null && Files.exists(Path.of(home, "datasets", "mnist.npz")));
  }

  @AfterAll
  static void free() {
    pixels = new float[0];
  }

  private static INDArray flat(INDArray images) {
    return images.castTo(DataType.FLOAT).divi(255).reshape(images.size(0), PIXELS);
  }

  private static Row row(int at) {
    double[] values = new double[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      values[i] = pixels[at * PIXELS + i];
    }
    return RowFactory.create(Vectors.dense(values), labels[at]);
  }

  /** If sorted, zeros to twos are in the first of four partitions, and so on. */
  private static org.apache.spark.sql.Dataset<Row> rows(SparkSession session, boolean sorted) {
    int[] order =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> sorted ? labels[i] : 0))
            .mapToInt(i -> i)
            .toArray();
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.IntegerType);
    return session
        .range(0, labels.length, 1, 4)
        .map((MapFunction<Long, Row>) i -> row(order[Math.toIntExact(i)]), Encoders.row(schema));
  }

  private static Sequential network() {
    Hornbill.seed(1);
    Sequential model =
        new Sequential(
            new Input(PIXELS),
            new Dense(512).activation("relu"),
            new Dropout(0.2),
            new Dense(10).activation("softmax"));
    model.compile(new Adam(0.003), "sparse_categorical_crossentropy", "accuracy");
    return model;
  }

  /** How many of the test digits are told right after a training on four workers. */
  private static double accuracy(boolean sorted, Consumer<SparkOptions> options) throws Exception {
    TrainTest<INDArray> digits = Mnist.loadData();
    labels = digits.train().y().toIntVector();
    pixels = flat(digits.train().x()).data().asFloat();
    Sequential model = network();
    try (SparkSession session = Sessions.local()) {
      SparkTrainer.fit(
          model,
          rows(session, sorted),
          o -> {
            o.numWorkers(4)
                .batchSize(512)
                .epochs(5)
                .seed(5)
                // A virtual machine that has compiled little yet takes long to encrypt.
                .encrypted(false);
            options.accept(o);
          });
    }
    return model.evaluate(flat(digits.test().x()), digits.test().y()).get("accuracy");
  }

  @Test
  void fourWorkersLearnDigitsThatAreSorted() throws Exception {
    assertThat(accuracy(true, o -> {})).isGreaterThanOrEqualTo(0.98);
  }

  /** What makes the exchange cheaper. */
  enum Saving {
    NOTHING(o -> {}),
    BF16(o -> o.compression(Compression.BF16)),
    LOCAL_STEPS(o -> o.localSteps(4)),
    BOTH(o -> o.compression(Compression.BF16).localSteps(4));

    private final Consumer<SparkOptions> options;

    Saving(Consumer<SparkOptions> options) {
      this.options = options;
    }
  }

  /** docs/spark.md has the results. */
  @ParameterizedTest
  @EnumSource
  @EnabledIfSystemProperty(named = "hornbill.efficiency", matches = "true")
  void cheaperExchangesLearnAsMuch(Saving saving) throws Exception {
    double accuracy = accuracy(false, saving.options);
    System.out.printf("%s: %.4f%n", saving, accuracy);
    assertThat(accuracy).isGreaterThanOrEqualTo(0.97);
  }
}
