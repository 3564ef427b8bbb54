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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
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

  /** Zeros to twos in the first of four partitions, and so on. */
  private static org.apache.spark.sql.Dataset<Row> sorted(SparkSession session) {
    int[] order =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> labels[i]))
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
    model.compile(new Adam(0.002), "sparse_categorical_crossentropy", "accuracy");
    return model;
  }

  @Test
  void fourWorkersLearnDigitsThatAreSorted() throws Exception {
    TrainTest<INDArray> digits = Mnist.loadData();
    labels = digits.train().y().toIntVector();
    pixels = flat(digits.train().x()).data().asFloat();
    Sequential model = network();
    try (SparkSession session = Sessions.local()) {
      SparkTrainer.fit(
          model,
          sorted(session),
          o ->
              o.numWorkers(4)
                  .batchSize(256)
                  .epochs(6)
                  .seed(5)
                  // A virtual machine that has compiled little yet takes long to encrypt.
                  .encrypted(false));
    }
    assertThat(model.evaluate(flat(digits.test().x()), digits.test().y()).get("accuracy"))
        .isGreaterThanOrEqualTo(0.98);
  }
}
