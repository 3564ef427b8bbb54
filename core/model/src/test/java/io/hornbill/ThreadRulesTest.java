package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.callbacks.LambdaCallback;
import io.hornbill.callbacks.Logs;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What other threads may do while one trains: the training stands still in a callback meanwhile.
 */
@Timeout(60)
class ThreadRulesTest {
  private final INDArray x = Fixtures.random(1, 64, 4);
  private final INDArray y = Fixtures.signs(x);
  private final CountDownLatch training = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final Sequential model = Fixtures.mlp();
  private ExecutorService trainer;
  private Future<List<Double>> losses;

  @BeforeEach
  void beginToTrain() throws InterruptedException {
    model.compile("sgd", "mse");
    trainer = Executors.newSingleThreadExecutor(work -> new Thread(work, "the-trainer"));
    losses = trainer.submit(this::train);
    assertThat(training.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private List<Double> train() {
    LambdaCallback callback =
        new LambdaCallback()
            .onTrainBatchEnd(
                (batch, logs) -> {
                  training.countDown();
                  await();
                });
    return model
        .fit(x, y, f -> f.batchSize(16).epochs(2).verbose(0).callbacks(callback))
        .history()
        .getOrDefault("loss", List.of());
  }

  private void await() {
    try {
      assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void endTraining() {
    goOn.countDown();
    trainer.shutdown();
    model.close();
  }

  @Test
  void whatTrainsOrChangesIsRefusedAndNamesTheThreadThatTrains(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("m.weights.h5");
    model.saveWeights(file);
    List<INDArray> weights = model.getWeights();
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("fit", () -> model.fit(x, y, f -> f.verbose(0)));
    calls.put("trainOnBatch", () -> model.trainOnBatch(x, y));
    calls.put("compile", () -> model.compile("adam", "mse"));
    calls.put("setWeights", () -> model.setWeights(weights));
    calls.put("loadWeights", () -> model.loadWeights(file));
    calls.put("computeGradients", () -> model.splitStep().computeGradients(List.of(x), List.of(y)));

    calls.forEach(
        (name, call) ->
            assertThatIllegalStateException()
                .isThrownBy(call)
                .withMessage(
                    "Model \"%s\": one thread at a time may train or change a model. Received: %s() by thread \"%s\" while thread \"the-trainer\" is in fit(). Wait until it has returned, or end it by stopTraining()."
                        .formatted(model.name(), name, Thread.currentThread().getName())));

    goOn.countDown();
    assertThat(losses.get()).hasSize(2);
    model.setWeights(weights);
  }

  @Test
  void askingIsAnswered(@TempDir Path folder) throws Exception {
    INDArray answer = model.predict(x);
    Logs logs = model.evaluate(x, y, e -> e.verbose(0));
    model.save(folder.resolve("m.keras"));

    try (Model copy = Model.load(folder.resolve("m.keras"))) {
      assertThat(copy.getWeights()).isEqualTo(model.getWeights());
      assertThat(copy.predict(x)).isEqualTo(answer);
      assertThat(copy.evaluate(x, y, e -> e.verbose(0))).isEqualTo(logs);
      assertThat(copy.iterations()).isEqualTo(1);
    }
    model.summary(line -> {});
    assertThat(model.toJson()).contains("Dense");
    goOn.countDown();
    assertThat(losses.get()).hasSize(2);
  }

  @Test
  void stoppingEndsItAfterTheBatch() throws Exception {
    model.stopTraining();
    goOn.countDown();

    assertThat(losses.get()).hasSize(1);
  }

  @Test
  void closingEndsItAfterTheBatchWithAnException() {
    model.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> model.predict(x))
        .withMessageContaining("closed by thread \"" + Thread.currentThread().getName() + "\"");
    goOn.countDown();

    assertThatThrownBy(losses::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Model \"%s\": a model must stay open while it is trained. Received: close() by thread \"%s\" during fit(), which ended after its batch. Close the model when it has returned."
                .formatted(model.name(), Thread.currentThread().getName()));
  }
}
