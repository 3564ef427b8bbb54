package io.hornbill;

import static io.hornbill.Fixtures.mlp;
import static io.hornbill.Fixtures.random;
import static io.hornbill.Fixtures.signs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.Logs;
import io.hornbill.callbacks.SwapEMAWeights;
import io.hornbill.optimizers.SGD;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class CallbacksInTrainingTest {
  private static final INDArray X = random(1, 20, 4);
  private static final INDArray Y = signs(X);

  private static final class Recorder extends Callback {
    final List<String> calls = new ArrayList<>();

    @Override
    public void onTrainBegin(Logs logs) {
      calls.add("train begin " + parameters().epochs() + "x" + parameters().steps());
    }

    @Override
    public void onTrainEnd(Logs logs) {
      calls.add("train end");
    }

    @Override
    public void onEpochBegin(int epoch, Logs logs) {
      calls.add("epoch begin " + epoch);
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
      calls.add("epoch end " + epoch + " " + logs.keySet());
    }

    @Override
    public void onBatchBegin(int batch, Logs logs) {
      calls.add("batch begin " + batch);
    }

    @Override
    public void onBatchEnd(int batch, Logs logs) {
      calls.add("batch end " + batch + " " + logs.keySet());
    }

    @Override
    public void onTestBegin(Logs logs) {
      calls.add("test begin");
    }

    @Override
    public void onTestEnd(Logs logs) {
      calls.add("test end");
    }
  }

  @Test
  void hooksAreCalledInKerasOrder() {
    Recorder recorder = new Recorder();
    try (Sequential model = mlp()) {
      model.compile("sgd", "mse");
      model.fit(X, Y, f -> f.batchSize(10).validationSplit(0.5).callbacks(recorder).verbose(0));
    }
    assertThat(recorder.calls)
        .containsExactly(
            "train begin 1x1",
            "epoch begin 0",
            "batch begin 0",
            "batch end 0 [loss]",
            "test begin",
            "test end",
            "epoch end 0 [loss, val_loss]",
            "train end");
  }

  @Test
  void stopTrainingEndsAfterTheBatch() {
    List<Integer> batches = new ArrayList<>();
    Callback stop =
        new Callback() {
          @Override
          public void onBatchEnd(int batch, Logs logs) {
            batches.add(batch);
            if (batch == 1) {
              model().stopTraining();
            }
          }
        };
    try (Sequential model = mlp()) {
      model.compile("sgd", "mse");
      assertThat(model.fit(X, Y, f -> f.batchSize(5).epochs(3).callbacks(stop).verbose(0)).epoch())
          .containsExactly(0);
      assertThat(batches).containsExactly(0, 1);
      assertThat(model.fit(X, Y, f -> f.verbose(0)).epoch()).containsExactly(0);
    }
  }

  @Test
  void aCallbackThatThrowsEndsTrainingAfterTheOthersCleanedUp() {
    Recorder recorder = new Recorder();
    Callback broken =
        new Callback() {
          @Override
          public void onEpochEnd(int epoch, Logs logs) {
            throw new IllegalStateException("broken");
          }
        };
    try (Sequential model = mlp()) {
      model.compile("sgd", "mse");
      assertThatThrownBy(() -> model.fit(X, Y, f -> f.callbacks(broken, recorder).verbose(0)))
          .hasMessage("broken");
      assertThat(recorder.calls).endsWith("train end");
      assertThat(model.fit(X, Y, f -> f.verbose(0)).epoch()).hasSize(1);
    }
  }

  /** Fails in a hook. */
  private static final class Broken extends Callback {
    private final String hook;

    Broken(String hook) {
      this.hook = hook;
    }

    private void in(String name) {
      if (hook.equals(name)) {
        throw new IllegalStateException("broken in " + name);
      }
    }

    @Override
    public void onTrainBegin(Logs logs) {
      in("train begin");
    }

    @Override
    public void onTrainEnd(Logs logs) {
      in("train end");
    }

    @Override
    public void onBatchBegin(int batch, Logs logs) {
      in("batch begin");
    }

    @Override
    public void onTestBegin(Logs logs) {
      in("test begin");
    }

    @Override
    public void onTestBatchEnd(int batch, Logs logs) {
      in("test batch end");
    }

    @Override
    public void onTestEnd(Logs logs) {
      in("test end");
    }

    @Override
    public void onPredictBatchEnd(int batch, Logs logs) {
      in("predict batch end");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train begin",
        "batch begin",
        "test begin",
        "test batch end",
        "test end",
        "train end"
      })
  void whereverACallbackThrowsAllCleanUpAndTheModelIsUsable(String hook) {
    Recorder before = new Recorder();
    Recorder after = new Recorder();
    try (Sequential model = mlp()) {
      model.compile("sgd", "mse");
      assertThatThrownBy(
              () ->
                  model.fit(
                      X,
                      Y,
                      f ->
                          f.validationSplit(0.5)
                              .callbacks(before, new Broken(hook), after)
                              .verbose(0)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("broken in " + hook);
      for (Recorder recorder : List.of(before, after)) {
        assertThat(recorder.calls).endsWith("train end").containsOnlyOnce("train end");
        if (hook.startsWith("test")) {
          assertThat(recorder.calls).containsOnlyOnce("test end");
        }
      }
      assertThat(model.fit(X, Y, f -> f.verbose(0)).epoch()).hasSize(1);
      assertThat(model.evaluate(X, Y, e -> e.verbose(0)).get("loss")).isFinite();
    }
  }

  @Test
  void evaluationAndPredictionCleanUpToo() {
    try (Sequential model = mlp()) {
      model.compile(c -> c.optimizer(new SGD().learningRate(0.5).useEma(true)).loss("mse"));
      model.fit(X, Y, f -> f.epochs(3).verbose(0));
      List<INDArray> weights = model.getWeights();
      SwapEMAWeights swap = new SwapEMAWeights();
      assertThatThrownBy(
              () ->
                  model.evaluate(
                      X, Y, e -> e.callbacks(swap, new Broken("test batch end")).verbose(0)))
          .hasMessage("broken in test batch end");
      assertThat(model.getWeights()).as("swapped back").isEqualTo(weights);
      assertThatThrownBy(
              () -> model.predict(X, p -> p.callbacks(swap, new Broken("predict batch end"))))
          .hasMessage("broken in predict batch end");
      assertThat(model.getWeights()).as("swapped back").isEqualTo(weights);
    }
  }

  @Test
  void anInterruptionDuringValidationEndsItWithoutItsNumbers() {
    List<Integer> tested = new ArrayList<>();
    Callback interrupt =
        new Callback() {
          @Override
          public void onTestBatchEnd(int batch, Logs logs) {
            tested.add(batch);
            Thread.currentThread().interrupt();
          }
        };
    try (Sequential model = mlp()) {
      model.compile("sgd", "mse");
      assertThat(
              model
                  .fit(
                      X,
                      Y,
                      f ->
                          f.epochs(5)
                              .validationData(X, Y)
                              .validationBatchSize(5)
                              .callbacks(interrupt)
                              .verbose(0))
                  .history())
          .containsOnlyKeys("loss")
          .allSatisfy((name, values) -> assertThat(values).hasSize(1));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(tested).containsExactly(0);
    }
  }

  @Test
  void callbacksMayChangeTheLearningRate() {
    Callback slower =
        new Callback() {
          @Override
          public void onEpochEnd(int epoch, Logs logs) {
            model().learningRate(model().learningRate() / 2);
            logs.put("learning_rate", model().learningRate());
          }
        };
    try (Sequential model = mlp()) {
      model.compile("sgd", "mse");
      assertThat(
              model
                  .fit(X, Y, f -> f.epochs(2).callbacks(slower).verbose(0))
                  .history()
                  .get("learning_rate"))
          .containsExactly(0.005, 0.0025);
    }
  }

  @Test
  void anInterruptedThreadEndsAfterTheBatch() {
    try (Sequential model = mlp()) {
      model.compile("sgd", "mse");
      Thread.currentThread().interrupt();
      assertThat(model.fit(X, Y, f -> f.epochs(5).batchSize(5).verbose(0)).epoch()).hasSize(1);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
