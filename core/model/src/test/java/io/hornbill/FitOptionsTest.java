package io.hornbill;

import static io.hornbill.Fixtures.mlp;
import static io.hornbill.Fixtures.random;
import static io.hornbill.Fixtures.signs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.Logs;
import io.hornbill.graph.Ops;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Identity;
import io.hornbill.metrics.Metric;
import io.hornbill.training.EvaluateOptions;
import io.hornbill.training.FitOptions;
import io.hornbill.training.PredictOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Every option of fit, evaluate and predict matters, and refuses what makes no sense. */
class FitOptionsTest {
  private static final int ROWS = 20;
  private static final INDArray X = random(1, ROWS, 4);
  private static final INDArray Y = signs(X);
  private static final INDArray W = random(2, ROWS).add(1);

  /** Counts the batches. */
  private static final class Batches extends Callback {
    int trained;
    int tested;
    int predicted;

    @Override
    public void onTrainBatchEnd(int batch, Logs logs) {
      trained++;
    }

    @Override
    public void onTestBatchEnd(int batch, Logs logs) {
      tested++;
    }

    @Override
    public void onPredictBatchEnd(int batch, Logs logs) {
      predicted++;
    }
  }

  private static Sequential compiled() {
    Hornbill.seed(3);
    Sequential model = mlp();
    model.compile("adam", "mse", "mae");
    return model;
  }

  private static History fit(Consumer<FitOptions> options) {
    try (Sequential model = compiled()) {
      Consumer<FitOptions> usual = f -> f.batchSize(8).epochs(3).shuffle(false).verbose(0);
      return model.fit(X, Y, usual.andThen(options));
    }
  }

  private static Batches count(Consumer<FitOptions> options) {
    Batches batches = new Batches();
    fit(options.andThen(f -> f.callbacks(batches)));
    return batches;
  }

  private static Logs evaluate(Consumer<EvaluateOptions> options) {
    try (Sequential model = compiled()) {
      return model.evaluate(X, Y, options.andThen(e -> e.verbose(0)));
    }
  }

  @Test
  void stepsDecideTheNumberOfBatches() {
    assertThat(count(f -> {}).trained).isEqualTo(9);
    // 20 rows in batches of 8: 2, 1 and 2 steps, as Keras does
    assertThat(count(f -> f.stepsPerEpoch(2)).trained).isEqualTo(5);
    assertThat(count(f -> f.stepsPerEpoch(3)).trained).isEqualTo(9);
    assertThat(count(f -> f.epochs(2)).trained).isEqualTo(6);
    assertThat(count(f -> f.initialEpoch(1)).trained).isEqualTo(6);
    assertThat(count(f -> f.batchSize(5)).trained).isEqualTo(12);
  }

  @Test
  void validationOptionsDecideWhatIsValidatedAndWhen() {
    assertThat(count(f -> f.validationData(X, Y)).tested).isEqualTo(9);
    assertThat(count(f -> f.validationData(X, Y).validationBatchSize(10)).tested).isEqualTo(6);
    assertThat(count(f -> f.validationData(X, Y).validationSteps(2)).tested).isEqualTo(6);
    assertThat(count(f -> f.validationData(X, Y).validationFreq(2)).tested).isEqualTo(3);
    assertThat(count(f -> f.validationData(X, Y).validationFreq(List.of(1, 3))).tested)
        .isEqualTo(6);
    assertThat(count(f -> f.validationSplit(0.25)).tested).isEqualTo(3);
    assertThat(count(f -> f.validationSplit(0.25)).trained).isEqualTo(6);
    assertThat(fit(f -> f.validationData(X, Y, W)).history().get("val_loss"))
        .isNotEqualTo(fit(f -> f.validationData(X, Y)).history().get("val_loss"));
    assertThat(
            fit(f -> f.validationData(List.of(X), List.of(Y), List.of(W)).validationSplit(0.5))
                .history()
                .get("val_loss"))
        .as("data goes before a split")
        .isEqualTo(fit(f -> f.validationData(X, Y, W)).history().get("val_loss"));
  }

  @Test
  void weightsByClassAreForTrainingOnly() {
    Map<Integer, Double> classes = Map.of(0, 0.5, 1, 4.0);
    INDArray lastX = X.get(NDArrayIndex.interval(15, ROWS));
    INDArray lastY = Y.get(NDArrayIndex.interval(15, ROWS));
    try (Sequential model = compiled()) {
      Map<String, List<Double>> apart =
          model
              .fit(
                  X.get(NDArrayIndex.interval(0, 15)),
                  Y.get(NDArrayIndex.interval(0, 15)),
                  f ->
                      f.batchSize(8)
                          .epochs(3)
                          .shuffle(false)
                          .classWeight(classes)
                          .validationData(lastX, lastY)
                          .verbose(0))
              .history();
      assertThat(fit(f -> f.validationSplit(0.25).classWeight(classes)).history()).isEqualTo(apart);
    }
  }

  /** The first number of each row, in the order of training. */
  private static List<List<Float>> order(Consumer<FitOptions> options) {
    List<List<Float>> epochs = new ArrayList<>();
    INDArray numbers = random(4, ROWS, 1);
    for (int i = 0; i < ROWS; i++) {
      numbers.putScalar(i, 0, i);
    }
    Callback read =
        new Callback() {
          @Override
          public void onEpochBegin(int epoch, Logs logs) {
            epochs.add(new ArrayList<>());
          }

          @Override
          public void onBatchEnd(int batch, Logs logs) {
            // the loss is the mean of the batch, from which one row or two follow
            epochs.get(epochs.size() - 1).add((float) Math.round(100 * logs.get("value")) / 100);
          }
        };
    Hornbill.seed(5);
    try (Sequential model = new Sequential(new Input(1), new Identity())) {
      model.compile("sgd", "mse", Metric.of("value", (yTrue, yPred) -> Ops.mean(yPred)));
      Consumer<FitOptions> usual = f -> f.epochs(2).callbacks(read).verbose(0);
      model.fit(numbers, numbers, usual.andThen(options));
    }
    return epochs;
  }

  @Test
  void shufflingMovesRowsOrWholeBatches() {
    List<Float> running = order(f -> f.batchSize(1).shuffle(false)).get(0);
    assertThat(running).as("means of 0, 0 and 1, …").startsWith(0f, 0.5f, 1f, 1.5f);
    List<List<Float>> rows = order(f -> f.batchSize(1));
    assertThat(rows.get(0)).isNotEqualTo(running).isNotEqualTo(rows.get(1));
    assertThat(rows.get(0).get(ROWS - 1)).as("the mean of all").isEqualTo(9.5f);
    assertThat(order(f -> f.batchSize(1))).as("the same seed").isEqualTo(rows);

    // batches of 0…5, 6…11, 12…17 have means 2.5, 8.5, 14.5; 18 and 19 are left over
    List<List<Float>> batches = order(f -> f.batchSize(6).shuffle("batch").epochs(8));
    assertThat(batches)
        .allSatisfy(epoch -> assertThat(epoch.get(0)).isIn(2.5f, 8.5f, 14.5f))
        .allSatisfy(epoch -> assertThat(epoch.get(2)).as("all but the last").isEqualTo(8.5f));
    assertThat(new HashSet<>(batches)).hasSizeGreaterThan(1);
    assertThat(order(f -> f.batchSize(6).shuffle(true)).get(0).get(2)).isNotEqualTo(8.5f);
  }

  @Test
  void goingOnWithAnEpochShufflesAsIfNothingHadStopped() {
    assertThat(order(f -> f.batchSize(1).epochs(3).initialEpoch(2)).get(0))
        .isEqualTo(order(f -> f.batchSize(1).epochs(3)).get(2));
  }

  @Test
  void weightsCountPerRowPerStepAndPerClass() {
    Map<String, List<Double>> plain = fit(f -> {}).history();
    Map<String, List<Double>> weighted = fit(f -> f.sampleWeight(W)).history();
    assertThat(weighted.get("loss")).isNotEqualTo(plain.get("loss"));
    assertThat(fit(f -> f.sampleWeight(W).classWeight(Map.of(1, 3.0))).history().get("loss"))
        .isNotEqualTo(weighted.get("loss"));
    assertThat(fit(f -> f.classWeight(Map.of(0, 1.0, 1, 1.0))).history()).isEqualTo(plain);

    INDArray x = random(6, 4, 3, 2);
    INDArray y = random(7, 4, 3, 1);
    INDArray steps = random(8, 4, 3).add(1);
    try (Sequential model = new Sequential(new Input(3, 2), new Dense(1))) {
      model.compile("sgd", "mse");
      double squares = 0;
      INDArray errors = model.predict(x).sub(y);
      for (int row = 0; row < 4; row++) {
        for (int step = 0; step < 3; step++) {
          double error = errors.getDouble(row, step, 0);
          squares += steps.getDouble(row, step) * error * error;
        }
      }
      assertThat(model.evaluate(x, y, e -> e.sampleWeight(steps).verbose(0)).get("loss"))
          .isCloseTo(squares / 12, within(1e-5));
    }
  }

  @Test
  void evaluationAndPredictionHaveTheirOptions() {
    Batches batches = new Batches();
    evaluate(e -> e.callbacks(batches));
    evaluate(e -> e.batchSize(4).callbacks(batches));
    evaluate(e -> e.batchSize(4).steps(2).callbacks(batches));
    assertThat(batches.tested).isEqualTo(1 + 5 + 2);
    assertThat(evaluate(e -> e.sampleWeight(W)).get("loss"))
        .isNotEqualTo(evaluate(e -> {}).get("loss"));
    try (Sequential model = compiled()) {
      INDArray all = model.predict(X, p -> p.callbacks(batches));
      assertThat(model.predict(X, p -> p.batchSize(4).callbacks(batches)).shape())
          .containsExactly(ROWS, 1);
      INDArray some = model.predict(X, p -> p.batchSize(4).steps(2).callbacks(batches));
      assertThat(some.shape()).containsExactly(8, 1);
      assertThat(some.sub(all.get(NDArrayIndex.interval(0, 8))).amaxNumber().doubleValue())
          .isLessThan(1e-6);
      assertThat(batches.predicted).isEqualTo(1 + 5 + 2);
    }
  }

  private static String printed(Runnable action) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void verboseDecidesWhatIsPrinted() {
    String line = "3/3 - \\d+s - \\d+[um]?s/step - loss: [\\d.e-]+ - mae: [\\d.e-]+\\R";
    assertThat(printed(() -> fit(f -> f.verbose(0)))).isEmpty();
    assertThat(printed(() -> fit(f -> f.verbose(2).epochs(1)))).matches("Epoch 1/1\\R" + line);
    assertThat(printed(() -> fit(f -> f.verbose("auto").initialEpoch(2))))
        .contains("Epoch 3/3", "mae");
    try (Sequential model = compiled()) {
      assertThat(printed(() -> model.evaluate(X, Y, e -> e.batchSize(8).verbose(2)))).matches(line);
      assertThat(printed(() -> model.evaluate(X, Y, e -> e.verbose("auto"))))
          .contains("1/1", "mae");
      assertThat(printed(() -> model.predict(X))).isEmpty();
      assertThat(printed(() -> model.predict(X, p -> p.verbose(2))))
          .matches("1/1 - \\d+s - \\d+[um]?s/step\\R");
      assertThat(printed(() -> model.predict(X, p -> p.verbose("auto")))).contains("1/1");
    }
  }

  private static void fails(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void badOptionsAreRefusedBeforeAnythingIsComputed() {
    String positive = " must be at least 1. Received: 0. Give a positive whole number.";
    fails(() -> fit(f -> f.batchSize(0)), "fit: batchSize" + positive);
    fails(() -> fit(f -> f.epochs(0)), "fit: epochs" + positive);
    fails(() -> fit(f -> f.stepsPerEpoch(0)), "fit: stepsPerEpoch" + positive);
    fails(() -> fit(f -> f.validationSteps(0)), "fit: validationSteps" + positive);
    fails(() -> fit(f -> f.validationFreq(0)), "fit: validationFreq" + positive);
    fails(() -> fit(f -> f.validationBatchSize(0)), "fit: validationBatchSize" + positive);
    fails(() -> evaluate(e -> e.batchSize(0)), "evaluate: batchSize" + positive);
    fails(() -> evaluate(e -> e.steps(0)), "evaluate: steps" + positive);
    fails(() -> new PredictOptions().batchSize(0), "predict: batchSize" + positive);
    fails(() -> new PredictOptions().steps(0), "predict: steps" + positive);
    fails(
        () -> fit(f -> f.initialEpoch(-1)),
        "fit: initialEpoch must be at least 0. Received: -1. Count the epochs done before.");
    fails(
        () -> fit(f -> f.validationFreq(List.of(0, 2))),
        "fit: validationFreq must list epochs, counted from 1. Received: [0, 2]. Give at least one.");
    fails(
        () -> fit(f -> f.validationSplit(1)),
        "fit: validationSplit must be in [0.0, 1.0). Received: 1.0. Choose a number in that range.");
    fails(
        () -> fit(f -> f.shuffle("rows")),
        "fit: shuffle must be true, false or \"batch\". Received: \"rows\". Choose one.");
    fails(
        () -> fit(f -> f.verbose(3)),
        "fit: verbose must be 0, 1 or 2. Received: 3. Choose silence, a bar or a line.");
    fails(
        () -> fit(f -> f.verbose("loud")),
        "fit: verbose must be \"auto\", 0, 1 or 2. Received: \"loud\". Choose one.");
    fails(
        () -> fit(f -> f.classWeight(Map.of(1, -1.0))),
        "fit: classWeight must be at least 0 and finite. Received: -1.0. Give 0 or more.");
    fails(
        () -> evaluate(e -> e.prefetch(-1)),
        "evaluate: prefetch must be at least 0. Received: -1. Choose how many batches are read ahead.");
    fails(
        () -> new PredictOptions().prefetch(-1),
        "predict: prefetch must be at least 0. Received: -1. Choose how many batches are read ahead.");
  }

  @Test
  void dataThatDoesNotFitIsRefusedBeforeAnythingIsComputed() {
    Batches batches = new Batches();
    for (Consumer<FitOptions> bad :
        List.<Consumer<FitOptions>>of(
            f -> f.sampleWeight(random(1, ROWS - 1)),
            f -> f.sampleWeight(random(1, ROWS, 3)),
            f -> f.sampleWeight(List.of(W, W)),
            f -> f.validationData(random(1, 5, 3), random(1, 5, 1)),
            f -> f.validationData(X, Y, random(1, 3)),
            f -> f.validationSplit(0.99))) {
      assertThatThrownBy(() -> fit(bad.andThen(f -> f.callbacks(batches))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("(?s).*: .*\\. Received: .*\\. .*\\.");
    }
    assertThat(batches.trained).isZero();
  }
}
