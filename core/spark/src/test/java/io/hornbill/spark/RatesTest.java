package io.hornbill.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.LambdaCallback;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.MaxPooling2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How much of the speed of one process is left on Spark. Run with {@code
 * -Dhornbill.efficiency=true} on an idle machine of two cores; docs/spark.md has the results.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@EnabledIfSystemProperty(named = "hornbill.efficiency", matches = "true")
class RatesTest {
  private static final int MILLION = 1_000_000;
  private static final int BATCH = 256;
  private static final int RUNS = 4;

  /** Rows per second. */
  private static double rate(int rows, Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return rows / ((System.nanoTime() - begin) / 1e9);
  }

  enum Asked {
    /** Two hidden layers of 512 for rows of 20 numbers, in a column of vectors. */
    SMALL(MILLION / 2, 0.8) {
      @Override
      Sequential model() {
        return new Sequential(
            new Input(20),
            new Dense(512).activation("relu"),
            new Dense(512).activation("relu"),
            new Dense(1).activation("sigmoid"));
      }

      @Override
      Column features() {
        return functions.array_to_vector(numbers(20));
      }
    },
    /** Keras' mnist_mlp, for images of 784 numbers, in a column of arrays of floats. */
    DIGITS(MILLION / 10, 0.9) {
      @Override
      Sequential model() {
        return new Sequential(
            new Input(784),
            new Dense(512).activation("relu"),
            new Dropout(0.2),
            new Dense(512).activation("relu"),
            new Dropout(0.2),
            new Dense(10).activation("softmax"));
      }

      @Override
      Column features() {
        return numbers(784).cast("array<float>");
      }
    };

    /** How many rows plain {@code predict} is given, which has to hold them all. */
    final int rowsOfPredict;

    /**
     * What is to be left of the rate of predict; reading alone takes an eighth of the small one's.
     */
    final double share;

    Asked(int rowsOfPredict, double share) {
      this.rowsOfPredict = rowsOfPredict;
      this.share = share;
    }

    abstract Sequential model();

    abstract Column features();

    private static Column numbers(int count) {
      return expr(
          "transform(sequence(1, %d), i -> double((31 * key + 17 * i) %% 100) / 100)"
              .formatted(count));
    }
  }

  /** A thousand rows that are in memory, each a thousand times. */
  private static Dataset<Row> million(SparkSession session, Asked asked) {
    Dataset<Row> thousand =
        session
            .range(1000)
            .select(expr("cast(id as int)").as("key"))
            .withColumn("features", asked.features())
            .localCheckpoint();
    return session
        .range(0, MILLION, 1, 4)
        .withColumn("key", expr("cast(id % 1000 as int)"))
        .join(broadcast(thousand), "key");
  }

  @ParameterizedTest
  @EnumSource
  void aMillionRowsAreAskedAboutAtTheRateOfPredict(Asked asked) throws Exception {
    Hornbill.seed(1);
    Sequential model = asked.model();
    long width = model.inputs().get(0).shape().last();
    INDArray x = Nd4j.rand(new long[] {asked.rowsOfPredict, width});
    Runnable predict = () -> model.predict(x, o -> o.batchSize(BATCH)).close();
    try (SparkSession session = Sessions.local(Map.of("spark.master", "local[*]"))) {
      Dataset<Row> rows = million(session, asked);
      Runnable read = () -> rows.write().format("noop").mode("overwrite").save();
      Dataset<Row> predicted = new HornbillModel(model).setBatchSize(BATCH).transform(rows);
      Runnable ask = () -> predicted.write().format("noop").mode("overwrite").save();
      double plain = 0;
      double spark = 0;
      for (int i = 0; i < RUNS; i++) {
        plain = Math.max(plain, rate(asked.rowsOfPredict, predict));
        spark = Math.max(spark, rate(MILLION, ask));
      }
      System.out.printf(
          "%s: predict %.0f rows/s, transform %.0f rows/s: %.2f; reading alone %.0f rows/s%n",
          asked, plain, spark, spark / plain, rate(MILLION, read));
      assertThat(spark / plain).isGreaterThanOrEqualTo(asked.share);
    }
  }

  private static Sequential network() {
    Hornbill.seed(1);
    Sequential model =
        new Sequential(
            new Input(28, 28, 1),
            new Conv2D(32, 3).activation("relu"),
            new MaxPooling2D(2),
            new Conv2D(64, 3).activation("relu"),
            new MaxPooling2D(2),
            new Flatten(),
            new Dense(1).activation("sigmoid"));
    model.compile("adam", "binary_crossentropy");
    return model;
  }

  /** Notes when epochs end. */
  private static Callback clock(List<Long> ends) {
    return new LambdaCallback().onEpochEnd((epoch, logs) -> ends.add(System.nanoTime()));
  }

  /** The shortest epoch but for the first two. */
  private static double epoch(List<Long> ends) {
    double best = Double.MAX_VALUE;
    for (int i = 2; i < ends.size(); i++) {
      best = Math.min(best, (ends.get(i) - ends.get(i - 1)) / 1e9);
    }
    return best;
  }

  private static double train(Dataset<Row> frame, boolean encrypted) {
    List<Long> ends = new ArrayList<>();
    SparkTrainer.fit(
        network(),
        frame,
        o -> o.numWorkers(2).batchSize(128).epochs(8).encrypted(encrypted).callbacks(clock(ends)));
    return epoch(ends);
  }

  @Test
  void twoExecutorsTrainAsFastAsOneProcessOfTwoThreads() throws Exception {
    Rows rows = Rows.random(2048, 28, 28, 1);
    List<Long> alone = new ArrayList<>();
    network()
        .fit(
            rows.x(), rows.y(), f -> f.batchSize(128).epochs(8).verbose(0).callbacks(clock(alone)));
    double[] epochs = new double[2];
    try (SparkSession session =
        Sessions.cluster(2)
            .config("spark.executor.extraJavaOptions", JavaModuleOptions.defaultModuleOptions())
            .getOrCreate()) {
      Dataset<Row> frame = rows.frame(session, 2).cache();
      Arrays.fill(epochs, Double.MAX_VALUE);
      for (int i = 0; i < 2 * RUNS; i++) { // one after the other, as machines have moods
        epochs[i % 2] = Math.min(epochs[i % 2], train(frame, i % 2 == 0));
      }
    }
    double efficiency = epoch(alone) / epochs[0];
    double cost = epochs[0] / epochs[1] - 1;
    System.out.printf(
        "one process %.3f s, two executors %.3f s: %.2f; in the clear %.3f s: encryption costs %.1f"
            + " %%%n",
        epoch(alone), epochs[0], efficiency, epochs[1], 100 * cost);
    assertThat(efficiency).isGreaterThanOrEqualTo(0.85);
  }
}
