package io.hornbill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.datasets.Mnist;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.optimizers.Adam;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.ndarray.INDArray;

/** MNIST, each partition with digits of its own: where averaging the weights of workers fails. */
@Tag("real-data")
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class SortedDigitsTest {
  private static final int PIXELS = 784;
  private static float[] pixels;
  private static int[] labels;
  private static int[] order;

  @BeforeAll
  static void read() {
    String home = System.getenv("KERAS_HOME");
    assumeTrue(home != null && Files.exists(Path.of(home, "datasets", "mnist.npz")));
    labels = Mnist.loadData().train().y().toIntVector();
    pixels = flat(Mnist.loadData().train().x()).dup('c').data().asFloat();
    order =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> labels[i]))
            .mapToInt(i -> i)
            .toArray();
  }

  private static INDArray flat(INDArray images) {
    return images
        .castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT)
        .divi(255)
        .reshape('c', images.size(0), PIXELS);
  }

  private static Row row(long number) {
    int at = order[(int) number];
    return RowFactory.create(
        Arrays.copyOfRange(pixels, at * PIXELS, (at + 1) * PIXELS), labels[at]);
  }

  private static Dataset<Row> sorted(SparkSession session) {
    StructType schema =
        new StructType()
            .add("features", DataTypes.createArrayType(DataTypes.FloatType, false))
            .add("label", DataTypes.IntegerType);
    return session
        .range(0, labels.length, 1, 4)
        .map((MapFunction<Long, Row>) SortedDigitsTest::row, Encoders.row(schema));
  }

  @Test
  void fourWorkersLearnDigitsThatAreSorted() throws Exception {
    Hornbill.seed(1);
    Sequential model =
        new Sequential(
            new Input(PIXELS),
            new Dense(512).activation("relu"),
            new Dropout(0.2),
            new Dense(10).activation("softmax"));
    model.compile(new Adam(0.002), "sparse_categorical_crossentropy", "accuracy");
    try (SparkSession session = Sessions.local()) {
      SparkTrainer.fit(
          model, sorted(session), o -> o.numWorkers(4).batchSize(256).epochs(6).seed(5));
    }
    double accuracy =
        model
            .evaluate(flat(Mnist.loadData().test().x()), Mnist.loadData().test().y())
            .get("accuracy");
    System.out.println("accuracy " + accuracy);
    assertThat(accuracy).isGreaterThanOrEqualTo(0.98);
  }
}
