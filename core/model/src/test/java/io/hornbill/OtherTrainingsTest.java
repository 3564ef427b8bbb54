package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.callbacks.LambdaCallback;
import io.hornbill.graph.Ops;
import io.hornbill.layers.Dense;
import io.hornbill.losses.Loss;
import io.hornbill.optimizers.SGD;
import io.hornbill.training.OwnStep;
import io.hornbill.training.ParallelFit;
import io.hornbill.training.SplitStep;
import io.hornbill.training.parallel.Collective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Parallel training, split steps and own steps keep to the rules of {@code fit}. */
@Timeout(60)
class OtherTrainingsTest {
  private final INDArray x = Fixtures.random(1, 64, 4);
  private final INDArray y = Fixtures.signs(x);
  private final CountDownLatch training = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final Sequential model = Fixtures.mlp();
  private final ExecutorService trainer =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "the-trainer"));

  private <T> Future<T> begin(Callable<T> work) throws InterruptedException {
    Future<T> future = trainer.submit(work);
    assertThat(training.await(30, TimeUnit.SECONDS)).isTrue();
    return future;
  }

  private void standStill() {
    training.countDown();
    try {
      assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private LambdaCallback pause() {
    return new LambdaCallback().onTrainBatchEnd((batch, logs) -> standStill());
  }

  private ParallelFit parallel() {
    return new ParallelFit(
        model,
        Collective.alone(),
        o ->
            o.batchSize(16)
                .epochs(3)
                .callbacks(new LambdaCallback().onBatchEnd((b, l) -> standStill())));
  }

  @AfterEach
  void end() {
    goOn.countDown();
    trainer.shutdown();
    model.close();
  }

  private void assertRefused(String by, Map<String, ThrowingCallable> calls) {
    calls.forEach(
        (name, call) ->
            assertThatIllegalStateException()
                .isThrownBy(call)
                .withMessage(
                    "Model \"%s\": one thread at a time may train or change a model. Received: %s() by thread \"%s\" while thread \"the-trainer\" is in %s(). Wait until it has returned%s."
                        .formatted(
                            model.name(),
                            name,
                            Thread.currentThread().getName(),
                            by,
                            by.equals("fit") ? ", or end it by stopTraining()" : "")));
  }

  private Map<String, ThrowingCallable> others() {
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("fit", () -> model.fit(x, y, f -> f.verbose(0)));
    calls.put("trainOnBatch", () -> model.trainOnBatch(x, y));
    calls.put("compile", () -> model.compile("adam", "mse"));
    calls.put("setWeights", () -> model.setWeights(model.getWeights()));
    return calls;
  }

  @Test
  void parallelAndSplitTrainingsAreRefusedBesideFit() throws Exception {
    model.compile("sgd", "mse");
    try (SplitStep step = model.splitStep()) {
      step.computeGradients(List.of(x), List.of(y));
      var losses = begin(() -> model.fit(x, y, f -> f.batchSize(16).verbose(0).callbacks(pause())));
      Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
      calls.put("fit", () -> parallel().fit(x, y));
      calls.put("computeGradients", () -> step.computeGradients(List.of(x), List.of(y)));
      calls.put("applyGradients", step::applyGradients);

      assertRefused("fit", calls);

      goOn.countDown();
      assertThat(losses.get().history()).containsKey("loss");
      step.applyGradients();
    }
  }

  @Test
  void nothingTrainsBesideAParallelTraining() throws Exception {
    model.compile("sgd", "mse");
    var losses = begin(() -> parallel().fit(x, y));

    Map<String, ThrowingCallable> calls = others();
    assertRefused("fit", Map.of("fit", () -> parallel().fit(x, y)));
    assertRefused("fit", calls);
    assertThat(model.predict(x).rows()).isEqualTo(64);

    goOn.countDown();
    assertThat(losses.get().history().get("loss")).hasSize(3);
  }

  @Test
  void closingEndsAParallelTrainingAfterItsEpoch() throws Exception {
    model.compile("sgd", "mse");
    var losses = begin(() -> parallel().fit(x, y));
    model.close();
    goOn.countDown();

    assertThatThrownBy(losses::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Received: close() by thread");
    assertThatIllegalStateException()
        .isThrownBy(() -> parallel().fit(x, y))
        .withMessageContaining("closed by thread");
  }

  /** The loss stands still while it is put together. */
  @Test
  void nothingTrainsBesideHalfAStep() throws Exception {
    Loss slow =
        (yTrue, yPred) -> {
          standStill();
          return Ops.mean(Ops.square(yPred), -1);
        };
    model.compile(c -> c.optimizer("sgd").loss(slow));
    try (SplitStep step = model.splitStep()) {
      var logs = begin(() -> step.computeGradients(List.of(x), List.of(y)));

      Map<String, ThrowingCallable> calls = others();
      calls.put("fit", () -> new ParallelFit(model, Collective.alone(), o -> {}).fit(x, y));
      assertRefused("computeGradients", calls);

      goOn.countDown();
      assertThat(logs.get().get("loss")).isFinite();
    }
  }

  /** Each step takes its rate from each weight, whoever makes it: none may get lost. */
  @Test
  void stepsOfOnesOwnAlternateWithThoseOfFit() throws Exception {
    INDArray ones = Nd4j.ones(DataType.FLOAT, 1, 2);
    try (Sequential line = new Sequential(new Input(2), new Dense(1).useBias(false))) {
      line.setWeights(List.of(Nd4j.zeros(DataType.FLOAT, 2, 1)));
      Loss sum = (yTrue, yPred) -> Ops.mean(yPred, -1);
      line.compile(c -> c.optimizer(new SGD(1)).loss(sum));
      SGD own = new SGD(1);
      try (OwnStep step =
          new OwnStep(s -> s.minimize("loss", Ops.mean(s.call(line, s.input())), own, line))) {
        var fit = trainer.submit(() -> line.fit(ones, ones, f -> f.epochs(400).verbose(0)));
        for (int i = 0; i < 400; i++) {
          step.run(ones);
        }
        fit.get();
      }
      assertThat(line.getWeights().get(0).toFloatVector()).containsExactly(-800, -800);
    }
  }

  /** The layers are the step's, too: they live on, as those that other models share. */
  @Test
  void stepsOfOnesOwnGoOnWithTheLayersOfAClosedModel() {
    Sequential line = new Sequential(new Input(2), new Dense(1));
    INDArray ones = Nd4j.ones(DataType.FLOAT, 1, 2);
    SGD own = new SGD(1);
    try (OwnStep step =
        new OwnStep(s -> s.minimize("loss", Ops.mean(s.call(line, s.input())), own, line))) {
      double first = step.run(ones).get("loss");
      line.close();
      assertThat(step.run(ones).get("loss")).isCloseTo(first - 3, within(1e-5));
      assertThat(step.evaluate(ones).get("loss")).isCloseTo(first - 6, within(1e-5));
    }
  }
}
