package io.hornbill.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.LambdaCallback;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.MaxPooling2D;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How much of the speed of one process is left on Spark. Run with {@code
 * -Dhornbill.efficiency=true} on an idle machine of two cores; docs/spark.md has the results.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@EnabledIfSystemProperty(named = "hornbill.efficiency", matches = "true")
class RatesTest {
  private static final int FEATURES = 20;
  private static final int MILLION = 1_000_000;
  private static final int BATCH = 1024;

  private static Row row(long number) {
    double[] values = new double[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      values[i] = (number * 31 + i * 17) % 100 / 100.0;
    }
    return RowFactory.create(Vectors.dense(values));
  }

  /** The best of three, after one to warm up. */
  private static double seconds(Runnable work) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      long begin = System.nanoTime();
      work.run();
      best = i == 0 ? best : Math.min(best, (System.nanoTime() - begin) / 1e9);
    }
    return best;
  }

  /** The rest is Spark's, which makes objects of rows and rows of objects: see docs/spark.md. */
  @Test
  void aMillionRowsAreAskedAboutAtHalfTheRateOfPredict() throws Exception {
    Hornbill.seed(1);
    Sequential model =
        new Sequential(
            new Input(FEATURES),
            new Dense(512).activation("relu"),
            new Dense(512).activation("relu"),
            new Dense(1).activation("sigmoid"));
    model.compile("sgd", "binary_crossentropy");
    INDArray x = Nd4j.rand(MILLION, FEATURES);
    double plain = seconds(() -> model.predict(x, o -> o.batchSize(BATCH)).close());
    try (SparkSession session = Sessions.local()) {
      Dataset<Row> rows =
          session
              .range(0, MILLION, 1, 4)
              .map(
                  (MapFunction<Long, Row>) RatesTest::row,
                  Encoders.row(new StructType().add("features", SQLDataTypes.VectorType())))
              .cache();
      assertThat(rows.count()).isEqualTo(MILLION);
      Dataset<Row> asked = new HornbillModel(model).setBatchSize(BATCH).transform(rows);
      double spark = seconds(() -> asked.write().format("noop").mode("overwrite").save());
      System.out.printf(
          "predict %.0f rows/s, transform %.0f rows/s: %.2f%n",
          MILLION / plain, MILLION / spark, plain / spark);
      assertThat(plain / spark).isGreaterThanOrEqualTo(0.45);
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
      train(frame, true); // warms the executors up
      epochs[0] = train(frame, true);
      epochs[1] = train(frame, false);
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
