package io.hornbill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.LambdaCallback;
import io.hornbill.layers.Dense;
import io.hornbill.optimizers.Adam;
import io.hornbill.training.parallel.CollectiveException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers as processes of their own: {@code local-cluster[2,1,700]}. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ClusterTest {
  private static Sequential model() {
    Hornbill.seed(3);
    Sequential model =
        new Sequential(
            new Input(6), new Dense(8).activation("tanh"), new Dense(1).activation("sigmoid"));
    model.compile(new Adam().learningRate(0.01).epsilon(1e-4), "binary_crossentropy", "accuracy");
    return model;
  }

  /** Ends one process of an executor, as a machine that fails would. */
  private static void killAnExecutor() {
    ProcessHandle.current()
        .descendants()
        .filter(
            process ->
                process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
        .findFirst()
        .orElseThrow()
        .destroyForcibly();
  }

  @Test
  void processesTrainAsOneMachineAndALostOneIsReplaced() throws Exception {
    Rows rows = Rows.random(93, 6);
    Sequential alone = model();
    alone.fit(rows.x(), rows.y(), f -> f.batchSize(20).epochs(10).shuffle(false).verbose(0));
    try (SparkSession session = Sessions.cluster(2).getOrCreate()) {
      Sequential model = model();
      SparkTrainer.fit(
          model,
          rows.frame(session, 2),
          o -> o.numWorkers(2).batchSize(20).epochs(10).shuffle(false));
      assertClose(model, alone);

      AtomicInteger batches = new AtomicInteger();
      long[] killed = new long[1];
      Sequential again = model();
      History history =
          SparkTrainer.fit(
              again,
              rows.frame(session, 2),
              o ->
                  o.numWorkers(2)
                      .batchSize(20)
                      .epochs(10)
                      .shuffle(false)
                      .callbacks(
                          new LambdaCallback()
                              .onBatchEnd(
                                  (batch, logs) -> {
                                    if (batches.incrementAndGet() == 18) {
                                      killed[0] = System.nanoTime();
                                      killAnExecutor();
                                    }
                                  })));
      assertThat((System.nanoTime() - killed[0]) / 1e9).isLessThan(60);
      assertThat(history.epoch()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
      assertThat(batches.get()).isGreaterThanOrEqualTo(50);
      assertClose(again, alone);
      aStageThatMayNotBeRepeatedNamesTheExecutor(session, rows);
    }
  }

  private static void aStageThatMayNotBeRepeatedNamesTheExecutor(SparkSession session, Rows rows) {
    AtomicInteger batches = new AtomicInteger();
    AtomicInteger deaths = new AtomicInteger();
    assertThatThrownBy(
            () ->
                SparkTrainer.fit(
                    model(),
                    rows.frame(session, 2),
                    o ->
                        o.numWorkers(2)
                            .batchSize(20)
                            .epochs(2000)
                            .callbacks(
                                new LambdaCallback()
                                    .onBatchEnd(
                                        (batch, logs) -> {
                                          if (batches.incrementAndGet() % 200 == 50
                                              && deaths.incrementAndGet() <= 4) {
                                            killAnExecutor();
                                          }
                                        }))))
        .isInstanceOf(CollectiveException.class)
        .hasMessageMatching("(?s).*executor \\d+.*");
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

  @Test
  void changingExecutorsAndOpenTalkAreRefused() throws Exception {
    Rows rows = Rows.random(40, 6);
    try (SparkSession session =
        Sessions.cluster(1)
            .config("spark.dynamicAllocation.enabled", "true")
            .config("spark.dynamicAllocation.shuffleTracking.enabled", "true")
            .config("spark.network.crypto.enabled", "false")
            .getOrCreate()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SparkTrainer.fit(model(), rows.frame(session, 2), o -> {}))
          .withMessage(
              "SparkTrainer: the number of executors must not change while a model is trained. Received: spark.dynamicAllocation.enabled = true. Set it to false, and spark.executor.instances to what you want.");
    }
  }
}
