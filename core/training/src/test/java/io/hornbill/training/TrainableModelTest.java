package io.hornbill.training;

import static io.hornbill.training.SmallModel.X;
import static io.hornbill.training.SmallModel.Y;
import static io.hornbill.training.SmallModel.column;
import static io.hornbill.training.SmallModel.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.Logs;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.optimizers.SGD;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Training of a line, computed by hand. */
class TrainableModelTest {
  private static final Offset<Double> FLOAT = within(1e-5);

  @Test
  void predictsFromTheWeights() {
    try (SmallModel model = SmallModel.lines("line")) {
      assertThat(model.predict(X)).isEqualTo(X);
      assertThat(model.predict(X, p -> p.batchSize(3))).isEqualTo(X);
      assertThat(model.predict(X, p -> p.batchSize(1).steps(2))).isEqualTo(column(1, 2));
      model.setWeights(List.of(column(2), row(0.5f)));
      assertThat(model.predict(X)).isEqualTo(column(2.5, 4.5, 6.5, 8.5));
    }
  }

  /** Errors of -x: the mean of 1, 4, 9, 16 and that of 1, 2, 3, 4. */
  @Test
  void evaluatesOverAllBatches() {
    try (SmallModel model = SmallModel.compiled("mae")) {
      for (int batchSize : new int[] {1, 3, 4}) {
        Logs logs = model.evaluate(X, Y, e -> e.batchSize(batchSize).verbose(0));
        assertThat(logs.keySet()).containsExactly("loss", "mae");
        assertThat(logs.get("loss")).isEqualTo(7.5, FLOAT);
        assertThat(logs.get("mae")).isEqualTo(2.5, FLOAT);
      }
      assertThat(model.evaluate(X, Y, e -> e.batchSize(1).steps(2).verbose(0)).get("loss"))
          .isEqualTo(2.5, FLOAT);
    }
  }

  /** Gradients 2 mean(error x) = -15 and 2 mean(error) = -5. */
  @Test
  void aStepGoesDownTheGradient() {
    try (SmallModel model = SmallModel.compiled()) {
      assertThat(model.trainOnBatch(X, Y).get("loss")).isEqualTo(7.5, FLOAT);
      assertThat(model.slope()).isEqualTo(1.15, FLOAT);
      assertThat(model.bias()).isEqualTo(0.05, FLOAT);
      assertThat(model.iterations()).isEqualTo(1);
      assertThat(model.testOnBatch(X, Y).get("loss"))
          .as("the mean of (0.05 - 0.85 x)^2")
          .isEqualTo(0.0025 - 2 * 0.05 * 0.85 * 2.5 + 0.85 * 0.85 * 7.5, FLOAT);
    }
  }

  /**
   * First batch: gradients -5 and -3, to 1.05 x + 0.03. Second one: errors -2.82 and -3.77,
   * gradients -23.54 and -6.59.
   */
  @Test
  void anEpochStepsBatchByBatch() {
    try (SmallModel model = SmallModel.compiled("mae")) {
      History history = model.fit(X, Y, f -> f.batchSize(2).shuffle(false).verbose(0));
      assertThat(model.slope()).isEqualTo(1.05 + 0.2354, FLOAT);
      assertThat(model.bias()).isEqualTo(0.03 + 0.0659, FLOAT);
      assertThat(history.epoch()).containsExactly(0);
      assertThat(history.history()).containsOnlyKeys("loss", "mae");
      assertThat(history.history().get("loss").get(0))
          .isEqualTo((1 + 4 + 2.82 * 2.82 + 3.77 * 3.77) / 4, FLOAT);
      assertThat(history.history().get("mae").get(0)).isEqualTo((1 + 2 + 2.82 + 3.77) / 4, FLOAT);
    }
  }

  @Test
  void aSourceTrainsAsArraysDo() {
    BatchSource source =
        BatchSource.of(
            () ->
                List.of(
                        new Batch(column(1, 2), column(2, 4)),
                        new Batch(column(3, 4), column(6, 8)))
                    .iterator());
    try (SmallModel model = SmallModel.compiled()) {
      model.fit(source, f -> f.verbose(0));
      assertThat(model.slope()).isEqualTo(1.2854, FLOAT);
      assertThat(model.predict(source).length()).isEqualTo(4);
    }
  }

  @Test
  void validationIsNoTraining() {
    try (SmallModel model = SmallModel.compiled()) {
      History history =
          model.fit(column(0, 0, 1, 2), column(0, 0, 2, 4), f -> f.validationSplit(0.5).verbose(0));
      assertThat(model.slope()).isEqualTo(1);
      assertThat(history.history().get("loss").get(0)).isZero();
      assertThat(history.history().get("val_loss").get(0)).isEqualTo(2.5, FLOAT);
    }
  }

  /** Each of 100 steps leaves (1 - 0.2 * 1) of the error of the slope, where bias has no part. */
  @Test
  void trainingFindsTheLine() {
    try (SmallModel model = SmallModel.lines("line")) {
      model.compile(new SGD().learningRate(0.1), "mse");
      model.fit(column(-1, 1), column(-2, 2), f -> f.epochs(100).verbose(0));
      assertThat(model.slope()).isEqualTo(2, within(1e-5));
      assertThat(model.bias()).isEqualTo(0, within(1e-5));
    }
  }

  /** Half of the mean of x^2, and twice the mean of x. */
  @Test
  void outputsHaveLossesOfTheirOwn() {
    try (SmallModel model = SmallModel.lines("a", "b")) {
      model.compile(c -> c.optimizer("sgd").losses("mse", "mae").lossWeights(0.5, 2));
      Logs logs = model.evaluate(List.of(X), List.of(Y, column(0, 0, 0, 0)), e -> e.verbose(0));
      assertThat(logs.get("loss")).isEqualTo(0.5 * 7.5 + 2 * 2.5, FLOAT);
      assertThat(logs.get("a_loss")).isEqualTo(7.5, FLOAT);
      assertThat(logs.get("b_loss")).isEqualTo(2.5, FLOAT);
    }
  }

  @Test
  void anOutputWithoutALossIsNotTrained() {
    try (SmallModel model = SmallModel.lines("a", "b")) {
      model.compile(c -> c.optimizer(new SGD().learningRate(0.01)).loss("b", "mse"));
      model.trainOnBatch(List.of(X), List.of(Y));
      assertThat(model.getWeights().get(0).getDouble(0)).as("a").isEqualTo(1);
      assertThat(model.getWeights().get(2).getDouble(0)).as("b").isEqualTo(1.15, FLOAT);
    }
  }

  @Test
  void callbacksSeeTheRunAndMayEndIt() {
    List<String> calls = new ArrayList<>();
    Callback recorder =
        new Callback() {
          @Override
          public void onTrainBegin(Logs logs) {
            calls.add("begin " + parameters().epochs() + " of " + parameters().steps());
          }

          @Override
          public void onBatchEnd(int batch, Logs logs) {
            calls.add("batch " + batch);
          }

          @Override
          public void onEpochEnd(int epoch, Logs logs) {
            calls.add("epoch " + epoch);
            if (epoch == 1) {
              model().stopTraining();
            }
          }

          @Override
          public void onTrainEnd(Logs logs) {
            calls.add("end");
          }
        };
    try (SmallModel model = SmallModel.compiled()) {
      model.fit(X, Y, f -> f.epochs(9).batchSize(3).callbacks(recorder).verbose(0));
    }
    assertThat(calls)
        .containsExactly(
            "begin 9 of 2",
            "batch 0",
            "batch 1",
            "epoch 0",
            "batch 0",
            "batch 1",
            "epoch 1",
            "end");
  }

  @Test
  void arraysMayComeByName() {
    try (SmallModel model = SmallModel.compiled()) {
      assertThat(model.evaluate(Map.of("x", X), Map.of("line", Y), e -> e.verbose(0)).get("loss"))
          .isEqualTo(7.5, FLOAT);
      assertThat(model.predict(Map.of("x", X), p -> {})).containsExactly(X);
      assertThatThrownBy(() -> model.predict(Map.of("z", X), p -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Model \"small\": the keys of x must be names of the model's. Received: \"z\". Choose among [x].");
    }
  }

  @Test
  void arraysThatDoNotFitAreRefusedBeforeAStep() {
    try (SmallModel model = SmallModel.compiled()) {
      assertThatThrownBy(() -> model.fit(column(1, 2, 3), Y, f -> f.verbose(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Model \"small\": all arrays must have as many rows. Received: 3 rows in x[0], 4 in y. Cut them to the same length.");
      assertThatThrownBy(() -> model.fit(X.reshape(2, 2), Y, f -> f.verbose(0)))
          .hasMessage(
              "Model \"small\": x must have shape [?, 1]. Received: [2, 2]. Reshape the data, or give the model another Input.");
      assertThat(model.iterations()).isZero();
    }
  }

  @Test
  void mustBeCompiledFirst() {
    try (SmallModel model = SmallModel.lines("line")) {
      assertThat(model.isCompiled()).isFalse();
      assertThat(model.compileConfig()).isNull();
      assertThatThrownBy(() -> model.fit(X, Y))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Model \"small\": fit() was called before compile(). Received: a model without optimizer and loss. Call compile(optimizer, loss) first.");
      assertThatThrownBy(() -> model.evaluate(X, Y)).hasMessageContaining("evaluate() was called");
    }
  }

  @Test
  void compilingAnewKeepsTheWeights() {
    try (SmallModel model = SmallModel.compiled()) {
      model.trainOnBatch(X, Y);
      model.compile(new SGD().learningRate(0.5), "mae");
      assertThat(model.slope()).isEqualTo(1.15, FLOAT);
      assertThat(model.learningRate()).isEqualTo(0.5);
      assertThat(model.iterations()).isZero();
    }
  }
}
