package io.hornbill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.LambdaCallback;
import io.hornbill.layers.Dense;
import io.hornbill.optimizers.Adam;
import io.hornbill.training.parallel.CollectiveException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers as processes of their own: {@code local-cluster[2,1,700]}. */
@Tag("processes")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ClusterTest {
  private static final Rows ROWS = Rows.random(93, 6);
  private static SparkSession session;

  @BeforeAll
  static void start() throws Exception {
    session = Sessions.cluster(2).config("spark.stage.maxConsecutiveAttempts", "2").getOrCreate();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private static Sequential model() {
    Hornbill.seed(3);
    Sequential model =
        new Sequential(
            new Input(6), new Dense(8).activation("tanh"), new Dense(1).activation("sigmoid"));
    model.compile(new Adam().learningRate(0.01).epsilon(1e-4), "binary_crossentropy", "accuracy");
    return model;
  }

  /** Fifty steps: 93 rows in batches of 20, the last of 13 rows; ten epochs. */
  private static Sequential alone() {
    Sequential alone = model();
    alone.fit(ROWS.x(), ROWS.y(), f -> f.batchSize(20).epochs(10).shuffle(false).verbose(0));
    return alone;
  }

  private static History train(Sequential model, Callback... callbacks) {
    return SparkTrainer.fit(
        model,
        ROWS.frame(session, 2),
        o -> o.numWorkers(2).batchSize(20).epochs(10).shuffle(false).callbacks(callbacks));
  }

  /**
   * Ends a process of an executor, as a machine that fails would; no other children are Java. It is
   * the youngest, since those that a test before has killed may still be on their way out.
   */
  private static ProcessHandle killAnExecutor() {
    ProcessHandle executor =
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().command().orElse("").endsWith("java"))
            .max(Comparator.comparing(process -> process.info().startInstant().orElseThrow()))
            .orElseThrow();
    assertThat(executor.destroyForcibly()).isTrue();
    return executor;
  }

  @Test
  void processesTrainAsOneMachine() {
    Sequential model = model();
    train(model);
    assertClose(model, alone());
  }

  /**
   * The eighteenth batch is in the middle of the fourth epoch. The workers do not wait for the
   * callbacks of a batch, only for those of an epoch, so that they may be at its end by then.
   */
  @Test
  void aKilledExecutorIsReplacedAndTheTrainingGoesOnFromTheLastEpoch() {
    AtomicInteger batches = new AtomicInteger();
    List<ProcessHandle> killed = new ArrayList<>();
    long[] time = new long[1];
    Sequential model = model();
    History history =
        train(
            model,
            new LambdaCallback()
                .onBatchEnd(
                    (batch, logs) -> {
                      if (batches.incrementAndGet() == 18) {
                        time[0] = System.nanoTime();
                        killed.add(killAnExecutor());
                      }
                    }));
    assertThat((System.nanoTime() - time[0]) / 1e9).isBetween(0.0, 60.0);
    assertThat(killed).singleElement().matches(executor -> !executor.isAlive());
    assertThat(history.epoch()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    // Of the fifty steps, those of an epoch that was broken off come a second time.
    assertThat(batches.get()).isBetween(50, 58);
    assertClose(model, alone());
  }

  /** In the first epoch of each of the two attempts that there are. */
  @Test
  void executorsThatAreKilledUntilNoAttemptIsLeftAreNamed() {
    long[] killed = new long[1];
    LambdaCallback killer =
        new LambdaCallback()
            .onBatchEnd(
                (batch, logs) -> {
                  if (batch == 2) {
                    killed[0] = System.nanoTime();
                    killAnExecutor();
                  }
                });
    assertThatThrownBy(() -> train(model(), killer))
        .isInstanceOf(CollectiveException.class)
        .hasMessageMatching(
            "(?s)SparkTrainer: the workers must come to the end of the training\\. Received: .*"
                + "executor \\d+.*Look at the logs of that executor; a larger"
                + " spark\\.executor\\.memory helps if it was killed\\.");
    assertThat((System.nanoTime() - killed[0]) / 1e9).isBetween(0.0, 60.0);
  }

  @Test
  void eachExecutorLoadsTheModelOnce() {
    HornbillModel model = new HornbillModel(model());
    assertThat(model.transform(ROWS.frame(session, 2).repartition(8)).collectAsList()).hasSize(93);
    MapPartitionsFunction<Long, String> count =
        rows -> List.of(SparkEnv.get().executorId() + ": " + ModelBytes.loaded()).iterator();
    List<String> loaded =
        session
            .range(0, 16, 1, 8)
            .mapPartitions(count, Encoders.STRING())
            .distinct()
            .collectAsList();
    assertThat(loaded).isNotEmpty().allMatch(executor -> executor.endsWith(": 1"));
  }

  private static void assertClose(Sequential model, Sequential expected) {
    for (int i = 0; i < expected.getWeights().size(); i++) {
      var truth = expected.getWeights().get(i);
      double difference = model.getWeights().get(i).sub(truth).amaxNumber().doubleValue();
      assertThat(difference / truth.amaxNumber().doubleValue())
          .as("weights %d", i)
          .isLessThan(1e-5);
    }
  }
}
