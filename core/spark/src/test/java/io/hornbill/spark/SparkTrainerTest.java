package io.hornbill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.callbacks.EarlyStopping;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.LambdaCallback;
import io.hornbill.callbacks.ModelCheckpoint;
import io.hornbill.callbacks.ReduceLROnPlateau;
import io.hornbill.callbacks.TensorBoard;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.optimizers.Adam;
import io.hornbill.training.parallel.CollectiveException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Workers as tasks of {@code local[4]}. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SparkTrainerTest {
  private static SparkSession session;

  @BeforeAll
  static void start() {
    session = Sessions.local();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private static Sequential mlp() {
    Hornbill.seed(3);
    Sequential model =
        new Sequential(
            new Input(6),
            new Dense(8).activation("tanh"),
            new Dropout(0.2),
            new Dense(1).activation("sigmoid"));
    model.compile(
        c ->
            c.optimizer(new Adam().learningRate(0.01).epsilon(1e-4))
                .loss("binary_crossentropy")
                .metrics("accuracy", "auc"));
    return model;
  }

  private static void assertClose(Model model, Model expected) {
    for (int i = 0; i < expected.getWeights().size(); i++) {
      INDArray truth = expected.getWeights().get(i);
      double scale = truth.amaxNumber().doubleValue();
      double difference = model.getWeights().get(i).sub(truth).amaxNumber().doubleValue();
      assertThat(difference / scale).as("weights %d", i).isLessThan(1e-5);
    }
  }

  @Test
  void callbacksRunOnTheDriver(@TempDir Path folder) throws Exception {
    Sequential model = mlp();
    List<Integer> batches = new ArrayList<>();
    Path saved = folder.resolve("best.keras");
    Dataset<Row> rows = Rows.random(100, 6).frame(session, 4);
    // region callbacks
    History history =
        SparkTrainer.fit(
            model,
            rows,
            o ->
                o.numWorkers(2)
                    .batchSize(16)
                    .epochs(30)
                    .validationIndicatorCol("held")
                    .callbacks(
                        new EarlyStopping("val_loss")
                            .minDelta(10)
                            .patience(1)
                            .restoreBestWeights(true),
                        new ModelCheckpoint(saved.toString()),
                        new TensorBoard(folder.resolve("logs")),
                        new ReduceLROnPlateau("val_loss").minDelta(10).patience(1).factor(0.5),
                        new LambdaCallback().onBatchEnd((batch, logs) -> batches.add(batch))));
    // endregion
    assertThat(history.epoch()).hasSize(2);
    assertThat(batches).containsExactly(0, 1, 2, 3, 4, 0, 1, 2, 3, 4);
    assertThat(history.history())
        .containsOnlyKeys(
            "loss", "accuracy", "auc", "val_loss", "val_accuracy", "val_auc", "learning_rate");
    assertThat(model.learningRate()).isCloseTo(0.005, within(1e-8));
    assertThat(Files.exists(saved)).isTrue();
    try (var files = Files.walk(folder.resolve("logs"))) {
      assertThat(files.filter(Files::isRegularFile)).isNotEmpty();
    }
    assertThat(history.history().get("val_loss").get(0))
        .isCloseTo(heldOut(model).get("loss"), within(1e-5));
  }

  private static io.hornbill.callbacks.Logs heldOut(Model model) {
    Rows rows = Rows.random(100, 6);
    int[] held = java.util.stream.IntStream.range(0, 20).map(i -> 5 * i + 4).toArray();
    return model.evaluate(rows.x().getRows(held), rows.y().getRows(held), e -> e.verbose(0));
  }

  @Test
  void whatACallbackThrowsEndsTheTraining() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                SparkTrainer.fit(
                    mlp(),
                    Rows.random(60, 6).frame(session, 2),
                    o ->
                        o.numWorkers(2)
                            .epochs(3)
                            .callbacks(
                                new LambdaCallback()
                                    .onEpochEnd(
                                        (epoch, logs) -> {
                                          throw new IllegalStateException("no more");
                                        }))))
        .withMessage("no more");
  }

  @Test
  void aTrainingGoesOnFromItsCheckpoint(@TempDir Path folder) {
    Sequential whole = mlp();
    Dataset<Row> frame = Rows.random(80, 6).frame(session, 2);
    SparkTrainer.fit(whole, frame, o -> o.numWorkers(2).epochs(4));
    for (int epochs : new int[] {2, 4}) {
      Sequential model = mlp();
      History history =
          SparkTrainer.fit(
              model,
              frame,
              o -> o.numWorkers(2).epochs(epochs).checkpointDir(folder.toUri().toString()));
      assertThat(history.epoch()).containsExactly(epochs - 2, epochs - 1);
      if (epochs == 4) {
        assertClose(model, whole);
      }
    }
    assertThat(folder.toFile().list())
        .filteredOn(name -> name.endsWith(".keras"))
        .containsExactly("checkpoint-4.keras");
  }

  @Test
  void workersSayWhatIsWrongWithARow() {
    Dataset<Row> frame =
        Rows.random(40, 6)
            .frame(session, 2)
            .withColumn(
                "label",
                functions.when(functions.col("weight").gt(3), functions.lit(null)).otherwise(1.0));
    assertThatThrownBy(() -> SparkTrainer.fit(mlp(), frame, o -> o.numWorkers(2)))
        .hasStackTraceContaining("Hornbill on Spark: the target of dense")
        .hasStackTraceContaining(
            "must be there in each row. Received: null in column \"label\". Drop or fill such rows"
                + " before.");
  }

  @Test
  void aFailingWorkerIsNamedWithItsCause() {
    Dataset<Row> frame =
        Rows.random(40, 6).frame(session, 2).withColumn("label", functions.lit(7.0));
    Hornbill.seed(1);
    Sequential model = new Sequential(new Input(6), new Dense(3).activation("softmax"));
    model.compile("sgd", "sparse_categorical_crossentropy");
    assertThatThrownBy(() -> SparkTrainer.fit(model, frame, o -> o.numWorkers(2)))
        .isInstanceOf(CollectiveException.class)
        .hasMessageStartingWith(
            "SparkTrainer: the workers must come to the end of the training. Received: ")
        .hasMessageContaining("executor driver on 127.0.0.1")
        .hasMessageContaining(
            "SparseCategoricalCrossentropy: targets must be whole numbers in [0, 3). Received:"
                + " 7.0");
  }

  @Test
  void whatDoesNotFitIsRefusedAtOnce() {
    Dataset<Row> frame = Rows.random(40, 6).frame(session, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkTrainer.fit(mlp(), frame, o -> o.numWorkers(5)))
        .withMessage(
            "SparkTrainer: all workers must run at the same time. Received: numWorkers 5 for 4"
                + " slots (executors * spark.executor.cores / spark.task.cpus, which is 1). Raise"
                + " spark.executor.instances or spark.executor.cores (here the number in the master"
                + " local[4]), or lower numWorkers.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkTrainer.fit(mlp(), frame, o -> o.threadsPerWorker(2)))
        .withMessage(
            "SparkTrainer: threadsPerWorker must not be above spark.task.cpus. Received: 2 threads"
                + " for 1. Set spark.task.cpus to 2, or lower threadsPerWorker.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkTrainer.fit(mlp(), frame, o -> o.labelCol("target")))
        .withMessageContaining(
            "must be there. Received: \"target\". The columns are [features, label, weight,"
                + " held].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkTrainer.fit(mlp(), frame, o -> o.numWorkers(4).batchSize(3)))
        .withMessage(
            "Sharing: a batch must have a row for each of 4 workers. Received: batches of 3 of 40"
                + " rows. Raise batchSize, or use fewer workers.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkTrainer.fit(mlp(), frame.limit(0), o -> {}))
        .withMessage(
            "SparkTrainer: there must be rows to train on. Received: none. Check the dataset, and"
                + " validationIndicatorCol \"\".");
    assertThatIllegalStateException()
        .isThrownBy(
            () -> SparkTrainer.fit(new Sequential(new Input(6), new Dense(1)), frame, o -> {}))
        .withMessageContaining("Call compile(optimizer, loss) first.");
  }
}
