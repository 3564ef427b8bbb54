package io.hornbill;

import static io.hornbill.Fixtures.mlp;
import static io.hornbill.Fixtures.random;
import static io.hornbill.Fixtures.signs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.base.Config;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.Logs;
import io.hornbill.engine.Engine;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Add;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;
import io.hornbill.layers.Subtract;
import io.hornbill.layers.TimeDistributed;
import io.hornbill.metrics.Metric;
import io.hornbill.optimizers.SGD;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ModelTest {
  private static final INDArray X = random(1, 40, 4);
  private static final INDArray Y = signs(X);

  private static List<Double> losses(long seed, int epochs) {
    Hornbill.seed(seed);
    try (Sequential model =
        new Sequential(new Input(4), new Dense(8), new Dropout(0.3), new Dense(1))) {
      model.compile("adam", "mse");
      History history = model.fit(X, Y, f -> f.epochs(epochs).batchSize(16).verbose(0));
      List<Double> all = new ArrayList<>(history.history().get("loss"));
      for (INDArray weight : model.getWeights()) {
        all.add(weight.sumNumber().doubleValue());
      }
      return all;
    }
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    assertThat(losses(7, 3)).isEqualTo(losses(7, 3)).isNotEqualTo(losses(8, 3));
  }

  @Test
  void learnsASimpleRule() {
    Hornbill.seed(1);
    try (Sequential model = mlp()) {
      model.compile("adam", "binary_crossentropy", "accuracy");
      model.optimizer().learningRate(0.05);
      History history = model.fit(X, Y, f -> f.epochs(60).batchSize(8).verbose(0));
      assertThat(history.epoch()).hasSize(60);
      assertThat(model.evaluate(X, Y, e -> e.verbose(0)).get("accuracy")).isGreaterThan(0.97);
    }
  }

  @Test
  void predictsFromEightThreadsWhatOneThreadPredicts() throws Exception {
    Hornbill.seed(3);
    INDArray x = random(5, 101, 4);
    try (Sequential model = mlp();
        Closing threads = new Closing(Executors.newFixedThreadPool(8))) {
      float[] expected = model.predict(x).data().asFloat();
      List<Future<float[]>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        answers.add(threads.service.submit(() -> model.predict(x).data().asFloat()));
      }
      for (Future<float[]> answer : answers) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    }
  }

  private record Closing(ExecutorService service) implements AutoCloseable {
    @Override
    public void close() {
      service.shutdownNow();
    }
  }

  @Test
  void validatesOnTheLastRowsTakenBeforeShuffling() {
    Hornbill.seed(1);
    try (Sequential a = mlp();
        Sequential b = mlp()) {
      b.setWeights(a.getWeights());
      a.compile(new SGD().learningRate(0.0), "mse");
      b.compile("sgd", "mse");
      double split =
          a.fit(X, Y, f -> f.validationSplit(0.25).verbose(0)).history().get("val_loss").get(0);
      INDArray lastX = X.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(30, 40));
      INDArray lastY = Y.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(30, 40));
      double expected = b.evaluate(lastX, lastY, e -> e.verbose(0)).get("loss");
      assertThat(split).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void anyTypeAndOrderOfDataWillDo() {
    Hornbill.seed(1);
    try (Sequential model = mlp()) {
      INDArray expected = model.predict(X);
      assertThat(model.predict(X.dup('f')).data().asFloat()).isEqualTo(expected.data().asFloat());
      assertThat(model.predict(X.castTo(DataType.DOUBLE)).data().asFloat())
          .isEqualTo(expected.data().asFloat());
      INDArray wide = Nd4j.concat(1, X, X);
      INDArray view =
          wide.get(
              org.nd4j.linalg.indexing.NDArrayIndex.all(),
              org.nd4j.linalg.indexing.NDArrayIndex.interval(4, 8));
      assertThat(model.predict(view).data().asFloat()).isEqualTo(expected.data().asFloat());
    }
  }

  @Test
  void batchSizeAndEpochsDecideTheNumberOfSteps() {
    try (Sequential model = mlp()) {
      model.compile("sgd", "mse");
      model.fit(X, Y, f -> f.batchSize(16).epochs(2).verbose(0));
      assertThat(model.optimizer().iterations()).isEqualTo(6);
      model.fit(X, Y, f -> f.batchSize(40).epochs(5).initialEpoch(3).verbose(0));
      assertThat(model.optimizer().iterations()).isEqualTo(8);
    }
  }

  @Test
  void shufflingChangesTheWayButNotTheRows() {
    List<Double> plain = new ArrayList<>();
    List<Double> shuffled = new ArrayList<>();
    for (boolean shuffle : new boolean[] {false, true}) {
      Hornbill.seed(4);
      try (Sequential model = mlp()) {
        model.compile(new SGD().learningRate(0.5), "mse");
        model.fit(X, Y, f -> f.batchSize(8).shuffle(shuffle).verbose(0));
        model.weights().forEach(w -> (shuffle ? shuffled : plain).add(w.value().getDouble(0)));
      }
    }
    assertThat(shuffled).isNotEqualTo(plain);
    Hornbill.seed(4);
    try (Sequential model = mlp()) {
      model.compile(new SGD().learningRate(0.0), "mse");
      double a = model.fit(X, Y, f -> f.shuffle(true).verbose(0)).history().get("loss").get(0);
      double b = model.fit(X, Y, f -> f.shuffle(false).verbose(0)).history().get("loss").get(0);
      assertThat(a).isCloseTo(b, within(1e-6));
    }
  }

  @Test
  void trainOnBatchReportsThisBatchAlone() {
    Hornbill.seed(2);
    try (Sequential model = mlp()) {
      model.compile("sgd", "mse", "mae");
      Logs before = model.testOnBatch(X, Y);
      Logs first = model.trainOnBatch(X, Y);
      assertThat(first.get("loss")).isCloseTo(before.get("loss"), within(1e-6));
      assertThat(first.get("mae")).isCloseTo(before.get("mae"), within(1e-6));
      Logs second = model.trainOnBatch(X, Y);
      assertThat(second.get("loss")).isLessThan(first.get("loss"));
      assertThat(model.predictOnBatch(X).shape()).containsExactly(40, 1);
    }
  }

  @Test
  void takesSeveralInputsAndOutputsByPositionOrName() {
    Hornbill.seed(2);
    Tensor a = Input.of("a", 4);
    Tensor b = Input.of("b", 2);
    Tensor h = new Concatenate().apply(new Dense(3).apply(a), b);
    Tensor left = new Dense(1).name("left").apply(h);
    Tensor right = new Dense(2).name("right").apply(h);
    INDArray xb = random(2, 40, 2);
    INDArray yr = random(3, 40, 2);
    try (Model model = new Model(List.of(a, b), List.of(left, right))) {
      model.compile(
          c ->
              c.optimizer("sgd")
                  .loss("left", "mse")
                  .loss("right", "mae")
                  .lossWeights(Map.of("right", 0.5))
                  .metrics(Map.of("right", List.of("mse"))));
      Map<String, INDArray> x = Map.of("a", X, "b", xb);
      Map<String, INDArray> y = Map.of("left", Y, "right", yr);
      Logs byName = model.evaluate(x, y, e -> e.verbose(0));
      Logs byPlace = model.evaluate(List.of(X, xb), List.of(Y, yr), e -> e.verbose(0));
      assertThat(byName).isEqualTo(byPlace);
      assertThat(byName.keySet()).containsExactly("loss", "left_loss", "right_loss", "right_mse");
      assertThat(byName.get("loss"))
          .isCloseTo(byName.get("left_loss") + 0.5 * byName.get("right_loss"), within(1e-5));
      assertThat(model.fit(x, y, f -> f.verbose(0)).history()).containsKey("right_mse");
      assertThat(model.predict(List.of(X, xb))).hasSize(2);
    }
  }

  /** Has no weights to train: the losses follow by hand. */
  private static Model sumAndDifference() {
    Tensor a = Input.of("a", 1);
    Tensor b = Input.of("b", 1);
    Tensor left = new Add().name("left").apply(a, b);
    Tensor right = new Subtract().name("right").apply(a, b);
    return new Model(List.of(a, b), List.of(left, right));
  }

  @Test
  void takesMetricsByTheOutputsPlaces() {
    INDArray a = Nd4j.createFromArray(1f, 2f).reshape(2, 1);
    INDArray b = Nd4j.createFromArray(1f, 1f).reshape(2, 1);
    INDArray zeros = Nd4j.zeros(DataType.FLOAT, 2, 1);
    List<INDArray> x = List.of(a, b);
    List<INDArray> y = List.of(zeros, zeros);
    try (Model model = sumAndDifference()) {
      // left is 2, 3 and right 0, 1
      model.compile("sgd", "mse", List.of(List.of("mae"), List.of("mse", "mae")));
      Logs logs = model.evaluate(x, y, e -> e.verbose(0));
      assertThat(logs.keySet())
          .containsExactly("loss", "left_loss", "right_loss", "left_mae", "right_mse", "right_mae");
      assertThat(logs.get("left_mae")).isEqualTo(2.5);
      assertThat(logs.get("right_mae")).isEqualTo(0.5);
      model.compile(
          c ->
              c.loss("mse")
                  .metrics(Arrays.asList(null, List.of("mae")))
                  .weightedMetrics(List.of(List.of("mse"), List.of())));
      assertThat(model.evaluate(x, y, e -> e.verbose(0)).keySet())
          .containsExactly("loss", "left_loss", "right_loss", "right_mae", "left_mse");
      assertThat(model.compileConfig().get("metrics"))
          .isEqualTo(List.of(List.of(), List.of("mae")));
      assertThatThrownBy(
              () -> model.compile("sgd", "mse", List.of(List.of("mae"), List.of(), List.of())))
          .hasMessageContaining("metrics must have one entry per output, 2. Received: 3.");
    }
  }

  @Test
  void takesSampleWeightsByTheNamesOfTheOutputs() {
    INDArray a = Nd4j.createFromArray(1f, 2f).reshape(2, 1);
    INDArray b = Nd4j.createFromArray(1f, 1f).reshape(2, 1);
    INDArray zeros = Nd4j.zeros(DataType.FLOAT, 2, 1);
    INDArray first = Nd4j.createFromArray(2f, 0f);
    INDArray second = Nd4j.createFromArray(0f, 4f);
    Map<String, INDArray> x = Map.of("a", a, "b", b);
    Map<String, INDArray> y = Map.of("left", zeros, "right", zeros);
    try (Model model = sumAndDifference()) {
      model.compile(c -> c.optimizer("sgd").loss("mse"));
      // left is 2, 3 and right 0, 1; squares times weights over two rows
      Map<String, INDArray> weights = Map.of("right", second, "left", first);
      Logs named = model.evaluate(x, y, e -> e.sampleWeight(weights).verbose(0));
      assertThat(named.get("left_loss")).isCloseTo((2 * 4 + 0 * 9) / 2.0, within(1e-6));
      assertThat(named.get("right_loss")).isCloseTo((0 * 0 + 4 * 1) / 2.0, within(1e-6));
      Logs placed = model.evaluate(x, y, e -> e.sampleWeight(List.of(first, second)).verbose(0));
      assertThat(placed).isEqualTo(named);
      var history = model.fit(x, y, f -> f.sampleWeight(weights).verbose(0)).history();
      assertThat(history.get("left_loss").get(0)).isCloseTo(4, within(1e-6));
      assertThat(history.get("right_loss").get(0)).isCloseTo(2, within(1e-6));
      var inOrder = model.fit(x, y, f -> f.sampleWeight(List.of(first, second)).verbose(0));
      assertThat(inOrder.history()).isEqualTo(history);
    }
  }

  @Test
  void validatesOnDataByName() {
    INDArray a = Nd4j.createFromArray(1f, 2f).reshape(2, 1);
    INDArray b = Nd4j.createFromArray(1f, 1f).reshape(2, 1);
    INDArray zeros = Nd4j.zeros(DataType.FLOAT, 2, 1);
    Map<String, INDArray> x = Map.of("b", b, "a", a);
    Map<String, INDArray> y = Map.of("right", zeros, "left", zeros.add(1));
    Map<String, INDArray> weights =
        Map.of("right", Nd4j.createFromArray(0f, 4f), "left", Nd4j.createFromArray(2f, 0f));
    try (Model model = sumAndDifference()) {
      model.compile(c -> c.optimizer("sgd").loss("mse"));
      // left is 2, 3 for targets 1, 1, right 0, 1 for 0, 0
      var history = model.fit(x, y, f -> f.validationData(x, y).verbose(0)).history();
      assertThat(history.get("val_left_loss").get(0)).isCloseTo((1 + 4) / 2.0, within(1e-6));
      assertThat(history.get("val_right_loss").get(0)).isCloseTo((0 + 1) / 2.0, within(1e-6));
      var weighted = model.fit(x, y, f -> f.validationData(x, y, weights).verbose(0)).history();
      assertThat(weighted.get("val_left_loss").get(0)).isCloseTo(2 * 1 / 2.0, within(1e-6));
      assertThat(weighted.get("val_right_loss").get(0)).isCloseTo(4 * 1 / 2.0, within(1e-6));
      assertThatThrownBy(() -> model.fit(x, y, f -> f.validationData(Map.of("z", a), y).verbose(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Received: \"z\"");
    }
  }

  @Test
  void sampleWeightsByNameAreForTheOutputsWithTargets() {
    INDArray a = Nd4j.createFromArray(1f, 2f).reshape(2, 1);
    INDArray first = Nd4j.createFromArray(2f, 0f);
    Map<String, INDArray> x = Map.of("a", a, "b", a);
    Map<String, INDArray> y = Map.of("left", a, "right", a);
    try (Model model = sumAndDifference()) {
      String owner = "Model \"" + model.name() + "\": ";
      model.compile(c -> c.optimizer("sgd").loss("mse"));
      assertThatThrownBy(
              () -> model.fit(x, y, f -> f.sampleWeight(Map.of("left", first)).verbose(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              owner
                  + "sampleWeight must have an array for each of [left, right]. Received: none for \"right\". Add it.");
      assertThatThrownBy(() -> model.evaluate(x, y, e -> e.sampleWeight(Map.of("up", first))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              owner
                  + "the keys of sampleWeight must be names of the model's. Received: \"up\". Choose among [left, right].");
      // left is 2, 4 for targets 1, 2: only the first row counts, twice
      model.compile(c -> c.optimizer("sgd").loss("left", "mse"));
      for (Map<String, INDArray> weights :
          List.of(Map.of("left", first), Map.of("left", first, "right", first))) {
        Logs logs = model.evaluate(x, y, e -> e.sampleWeight(weights).verbose(0));
        assertThat(logs.get("loss")).isCloseTo(2 * 1 / 2.0, within(1e-6));
      }
    }
  }

  @Test
  void takesNamedInputsWithOneTarget() {
    INDArray a = Nd4j.createFromArray(1f, 2f).reshape(2, 1);
    INDArray b = Nd4j.createFromArray(5f, 7f).reshape(2, 1);
    INDArray zeros = Nd4j.zeros(DataType.FLOAT, 2, 1);
    Tensor first = Input.of("a", 1);
    Tensor second = Input.of("b", 1);
    Tensor difference = new Subtract().apply(first, second);
    Map<String, INDArray> x = Map.of("b", b, "a", a);
    try (Model model = new Model(List.of(first, second), List.of(difference))) {
      model.compile("sgd", "mse", Metric.of("mean", (yTrue, yPred) -> Ops.mean(yPred)));
      Logs logs = model.evaluate(x, zeros, e -> e.verbose(0));
      assertThat(logs.get("mean")).isCloseTo((-4 - 5) / 2.0, within(1e-6));
      assertThat(logs.get("loss")).isCloseTo((16 + 25) / 2.0, within(1e-5));
      var history = model.fit(x, zeros, f -> f.verbose(0)).history();
      assertThat(history.get("mean").get(0)).isCloseTo(-4.5, within(1e-6));
      assertThatThrownBy(() -> model.evaluate(Map.of("a", a), zeros, e -> {}))
          .hasMessageContaining("Received: none for \"b\". Add it.");
    }
    try (Model two = sumAndDifference()) {
      two.compile(c -> c.optimizer("sgd").loss("mse"));
      assertThatThrownBy(() -> two.fit(x, zeros, f -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("y must have one array per output, 2. Received: 1.");
    }
  }

  @Test
  void sharesTheWeightsOfALayerThatIsAppliedTwice() {
    Dense shared = new Dense(3);
    Tensor a = Input.of(4);
    Tensor b = Input.of(4);
    Model model =
        new Model(List.of(a, b), List.of(new Add().apply(shared.apply(a), shared.apply(b))));
    assertThat(model.countParams()).isEqualTo(15);
    List<INDArray> out = model.predict(List.of(X, X));
    INDArray once = new Model(a, shared.apply(a)).predict(X);
    assertThat(out.get(0).sub(once.mul(2)).amaxNumber().doubleValue()).isLessThan(1e-5);
  }

  @Test
  void modelsAreLayersOfModels() {
    Hornbill.seed(1);
    Sequential inner = mlp();
    Tensor x = Input.of(4);
    try (Model outer = new Model(x, new Dense(2).apply(inner.apply(x)))) {
      outer.compile("sgd", "mse");
      List<INDArray> before = inner.getWeights();
      outer.fit(X, random(2, 40, 2), f -> f.verbose(0));
      assertThat(inner.getWeights().get(0)).isNotEqualTo(before.get(0));
      assertThat(outer.countParams()).isEqualTo(inner.countParams() + 4);
      Model again = (Model) Layers.read(Layers.write(outer));
      again.setWeights(outer.getWeights());
      assertThat(again.predict(X).data().asFloat()).isEqualTo(outer.predict(X).data().asFloat());
    }
  }

  @Test
  void frozenLayersStayAsTheyAreAfterTheNextCompile() {
    Hornbill.seed(1);
    Dense first = new Dense(3);
    BatchNormalization norm = new BatchNormalization();
    try (Sequential model = new Sequential(new Input(4), first, norm, new Dense(1))) {
      model.compile("sgd", "mse");
      first.trainable(false);
      norm.trainable(false);
      List<INDArray> before = first.getWeights();
      model.fit(X, Y, f -> f.verbose(0));
      assertThat(first.getWeights().get(0)).isNotEqualTo(before.get(0));
      model.compile("sgd", "mse");
      List<INDArray> frozen = first.getWeights();
      List<INDArray> statistics = norm.getWeights();
      model.fit(X, Y, f -> f.verbose(0));
      assertThat(first.getWeights().get(0)).isEqualTo(frozen.get(0));
      assertThat(norm.getWeights()).isEqualTo(statistics);
      assertThat(model.trainableWeights()).hasSize(2);
      assertThat(model.nonTrainableWeights()).hasSize(6);
    }
  }

  @Test
  void weightsAreInKerasOrder() {
    Sequential model = new Sequential(new Input(4), new Dense(3), new BatchNormalization());
    assertThat(model.weights().stream().map(w -> w.name()))
        .containsExactly("kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance");
  }

  @Test
  void aModelWithoutInputLearnsItsShapeFromTheData() {
    Hornbill.seed(1);
    try (Sequential model = new Sequential(new Dense(3), new Dense(1))) {
      model.compile("sgd", "mse");
      assertThat(model.fit(X, Y, f -> f.verbose(0)).history()).containsKey("loss");
      assertThat(model.countParams()).isEqualTo(19);
      assertThatThrownBy(() -> model.add(new Dense(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("layers must be added before the model is built");
    }
  }

  @Test
  void printsATableOfItsLayers() {
    List<String> lines = new ArrayList<>();
    new Sequential(new Input(4), new Dense(3).name("a"), new Dense(1).name("b"))
        .name("net")
        .summary(lines::add);
    assertThat(lines.get(0)).isEqualTo("Model: \"net\"");
    assertThat(lines).contains("│ a (Dense)    │ (None, 3)    │      15 │");
    assertThat(lines).contains(" Total params: 19 (76.00 B)");
  }

  @Test
  void regularizersAreInTheLossButNotInTheMetrics() {
    Hornbill.seed(1);
    Sequential plain = new Sequential(new Input(4), new Dense(1));
    Sequential strict =
        new Sequential(
            new Input(4), new Dense(1).kernelRegularizer("l2").activityRegularizer("l1"));
    strict.setWeights(plain.getWeights());
    plain.compile("sgd", "mse", "mae");
    strict.compile("sgd", "mse", "mae");
    Logs a = plain.evaluate(X, Y, e -> e.verbose(0).batchSize(40));
    Logs b = strict.evaluate(X, Y, e -> e.verbose(0).batchSize(40));
    double square = plain.getWeights().get(0).norm2Number().doubleValue();
    double output = plain.predict(X).norm1Number().doubleValue() / 40;
    assertThat(b.get("loss") - a.get("loss"))
        .isCloseTo(0.01 * square * square + 0.01 * output, within(1e-5));
    assertThat(b.get("mae")).isCloseTo(a.get("mae"), within(1e-6));
  }

  @Test
  void constraintsHoldAfterEveryUpdate() {
    Hornbill.seed(1);
    Dense dense = new Dense(3).kernelConstraint("max_norm");
    try (Sequential model = new Sequential(new Input(4), dense)) {
      model.compile(new SGD().learningRate(10.0), "mse");
      model.fit(X, random(9, 40, 3).mul(100), f -> f.verbose(0));
      INDArray norms = dense.getWeights().get(0).norm2(0);
      assertThat(norms.maxNumber().doubleValue()).isLessThan(2.0001);
    }
  }

  @Test
  void mixedPrecisionRoundsFactorsAndKeepsFloatWeights() {
    List<List<Double>> losses = new ArrayList<>();
    for (String policy : List.of("float32", "mixed_bfloat16")) {
      Hornbill.seed(1);
      try (Sequential model = mlp()) {
        model.compile(c -> c.optimizer("sgd").loss("mse").mixedPrecision(policy));
        losses.add(model.fit(X, Y, f -> f.epochs(3).verbose(0)).history().get("loss"));
        assertThat(model.getWeights())
            .allSatisfy(w -> assertThat(w.dataType()).isEqualTo(DataType.FLOAT));
      }
    }
    for (int i = 0; i < 3; i++) { // bfloat16 has 8 significant bits
      assertThat(losses.get(1).get(i)).isCloseTo(losses.get(0).get(i), withinPercentage(1));
    }
    assertThatThrownBy(() -> mlp().compile(c -> c.mixedPrecision("mixed_float16")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Model: mixedPrecision must be \"mixed_bfloat16\" or \"float32\". Received: \"mixed_float16\". Choose one.");
  }

  /** Inputs of two bits more than bfloat16 numbers have: 256 of them are 256.25, or 256. */
  @ParameterizedTest
  @CsvSource({"float32, 256.25", "mixed_bfloat16, 256"})
  void mixedPrecisionCountsInPredictionsAndInTraining(String policy, double sum) {
    assumeTrue(Engine.multipliesBfloat16());
    INDArray x = Nd4j.valueArrayOf(new long[] {256, 256}, 1 + 1.0 / 1024, DataType.FLOAT);
    INDArray y = Nd4j.zeros(DataType.FLOAT, 256, 128);
    Dense dense = new Dense(128).kernelInitializer("ones").useBias(false);
    try (Sequential model = new Sequential(new Input(256), dense)) {
      model.compile(c -> c.optimizer("sgd").loss("mse").mixedPrecision(policy));
      assertThat(model.predict(x, p -> p.batchSize(256)).data().asDouble()).containsOnly(sum);
      History history = model.fit(x, y, f -> f.batchSize(256).verbose(0));
      assertThat(history.history().get("loss").get(0)).isCloseTo(sum * sum, within(0.01));
    }
  }

  @Test
  void yourOwnLayerIsBuildAndCall() {
    Layer scale = new Scale();
    try (Sequential model = new Sequential(new Input(4), scale, new Dense(1))) {
      model.compile(new SGD().learningRate(0.1), "mse");
      model.fit(X, Y, f -> f.verbose(0));
      assertThat(scale.getWeights().get(0).sumNumber().doubleValue()).isNotEqualTo(4.0);
    }
  }

  private static final class Scale extends Layer {
    private io.hornbill.graph.Variable gain;

    @Override
    protected void build(io.hornbill.graph.Shape input) {
      gain = addWeight("gain", input.last(), "ones");
    }

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return x.times(gain);
    }
  }

  @Test
  void configurationsMakeTheModelAgain() {
    Sequential model = mlp();
    Config config = model.config();
    Sequential again = Sequential.from(config);
    assertThat(again.config()).isEqualTo(config);
    again.setWeights(model.getWeights());
    assertThat(again.predict(X).data().asFloat()).isEqualTo(model.predict(X).data().asFloat());
  }

  /** The mean of a batch, as a user would write it: rows must not be mixed with other steps'. */
  private static final class Centered extends Layer {
    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return x.minus(Ops.mean(x, new int[] {0}, true));
    }
  }

  @Test
  void layersOfUsersSeeOneStepAtATime() {
    Model model = new Sequential().add(new Input(3, 1)).add(new TimeDistributed(new Centered()));
    INDArray out =
        model.predict(Nd4j.createFromArray(new float[] {1, 2, 3, 5, 2, -1}).reshape(2, 3, 1));
    assertThat(out.reshape(6).toFloatVector()).containsExactly(-2, 0, 2, 2, 0, -2);
  }
}
