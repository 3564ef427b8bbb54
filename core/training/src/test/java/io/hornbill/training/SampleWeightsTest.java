package io.hornbill.training;

import static io.hornbill.training.SmallModel.X;
import static io.hornbill.training.SmallModel.Y;
import static io.hornbill.training.SmallModel.column;
import static io.hornbill.training.SmallModel.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.callbacks.Logs;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.optimizers.SGD;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Squared errors 1, 4, 9, 16 that count differently, by hand. */
class SampleWeightsTest {
  private static final Offset<Double> FLOAT = within(1e-5);
  private static final INDArray FIRST_AND_LAST = row(1, 0, 0, 1);

  private static SmallModel twoLines() {
    SmallModel model = SmallModel.lines("a", "b");
    model.compile(c -> c.optimizer("sgd").loss("mse"));
    return model;
  }

  /** The loss is a sum over the number of rows, a weighted metric over the sum of the weights. */
  @Test
  void lossAndWeightedMetricsCountThemAndMetricsDoNot() {
    try (SmallModel model = SmallModel.lines("line")) {
      model.compile(c -> c.optimizer("sgd").loss("mse").metrics("mse").weightedMetrics("mae"));
      Logs logs = model.evaluate(X, Y, e -> e.sampleWeight(FIRST_AND_LAST).verbose(0));
      assertThat(logs.get("loss")).isEqualTo((1 + 16) / 4.0, FLOAT);
      assertThat(logs.get("mse")).isEqualTo(7.5, FLOAT);
      assertThat(logs.get("mae")).isEqualTo((1 + 4) / 2.0, FLOAT);
    }
  }

  /** Gradients -2 (1 + 16) / 4 and -2 (1 + 4) / 4. */
  @Test
  void trainingFollowsTheWeightedGradient() {
    try (SmallModel model = SmallModel.compiled()) {
      model.fit(X, Y, f -> f.sampleWeight(FIRST_AND_LAST).verbose(0));
      assertThat(model.slope()).isEqualTo(1.085, FLOAT);
      assertThat(model.bias()).isEqualTo(0.025, FLOAT);
    }
  }

  @Test
  void aBatchOfASourceBringsItsOwn() {
    BatchSource source = BatchSource.of(() -> List.of(new Batch(X, Y, FIRST_AND_LAST)).iterator());
    try (SmallModel model = SmallModel.compiled()) {
      model.fit(source, f -> f.verbose(0));
      assertThat(model.slope()).isEqualTo(1.085, FLOAT);
    }
  }

  /** Targets 0, 1, 0, 1: errors 1, 1, 9, 9, of which those of class 1 count twice. */
  @Test
  void classesMultiplyWithThem() {
    INDArray classes = column(0, 1, 0, 1);
    try (SmallModel model = SmallModel.lines("line")) {
      model.compile(new SGD().learningRate(0.01), "mse");
      assertThat(
              model
                  .fit(X, classes, f -> f.classWeight(Map.of(1, 2.0)).verbose(0))
                  .history()
                  .get("loss"))
          .first()
          .satisfies(loss -> assertThat(loss).isEqualTo((1 + 2 + 9 + 18) / 4.0, FLOAT));
    }
    try (SmallModel model = SmallModel.lines("line")) {
      model.compile(new SGD().learningRate(0.01), "mse");
      assertThat(
              model
                  .fit(
                      X,
                      classes,
                      f -> f.classWeight(Map.of(1, 2.0)).sampleWeight(FIRST_AND_LAST).verbose(0))
                  .history()
                  .get("loss"))
          .first()
          .satisfies(loss -> assertThat(loss).isEqualTo((1 + 18) / 4.0, FLOAT));
    }
  }

  @Test
  void outputsHaveTheirOwnByPlaceOrByName() {
    INDArray second = row(0, 1, 0, 0);
    try (SmallModel model = twoLines()) {
      List<INDArray> y = List.of(Y, Y);
      Logs byPlace =
          model.evaluate(
              List.of(X), y, e -> e.sampleWeight(List.of(FIRST_AND_LAST, second)).verbose(0));
      assertThat(byPlace.get("a_loss")).isEqualTo(17 / 4.0, FLOAT);
      assertThat(byPlace.get("b_loss")).isEqualTo(4 / 4.0, FLOAT);
      assertThat(byPlace.get("loss")).isEqualTo(21 / 4.0, FLOAT);
      assertThat(
              model.evaluate(
                  List.of(X),
                  y,
                  e -> e.sampleWeight(Map.of("b", second, "a", FIRST_AND_LAST)).verbose(0)))
          .isEqualTo(byPlace);
      assertThat(
              model
                  .evaluate(List.of(X), y, e -> e.sampleWeight(FIRST_AND_LAST).verbose(0))
                  .get("loss"))
          .as("one array counts for both")
          .isEqualTo(34 / 4.0, FLOAT);
    }
  }

  @Test
  void thoseThatDoNotFitAreRefused() {
    try (SmallModel model = twoLines()) {
      List<INDArray> x = List.of(X);
      List<INDArray> y = List.of(Y, Y);
      assertThatThrownBy(
              () -> model.evaluate(x, y, e -> e.sampleWeight(Map.of("c", FIRST_AND_LAST))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Model \"small\": the keys of sampleWeight must be names of the model's. Received: \"c\". Choose among [a, b].");
      assertThatThrownBy(
              () -> model.evaluate(x, y, e -> e.sampleWeight(Map.of("a", FIRST_AND_LAST))))
          .hasMessage(
              "Model \"small\": sampleWeight must have an array for each of [a, b]. Received: none for \"b\". Add it.");
      assertThatThrownBy(
              () ->
                  model.evaluate(
                      x,
                      y,
                      e -> e.sampleWeight(List.of(FIRST_AND_LAST, FIRST_AND_LAST, FIRST_AND_LAST))))
          .hasMessage(
              "Model \"small\": sampleWeight must be one array, or one per target, 2. Received: 3. Use ones where all rows count alike.");
      assertThatThrownBy(() -> model.evaluate(x, y, e -> e.sampleWeight(row(1, 2))))
          .hasMessage(
              "Model \"small\": all arrays must have as many rows. Received: 4 rows in x[0], 2 in sampleWeight. Cut them to the same length.");
      assertThatThrownBy(() -> model.fit(x, y, f -> f.classWeight(Map.of(1, 2.0)).verbose(0)))
          .hasMessage(
              "Model \"small\": classWeight needs a single target. Received: 2 targets. Use sampleWeight.");
    }
  }
}
