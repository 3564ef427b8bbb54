package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.data.BatchSource;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.LSTM;
import io.hornbill.losses.Huber;
import io.hornbill.optimizers.SGD;
import io.hornbill.training.FitOptions;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Data that are Java's arrays, lists, records and maps of these. */
class JavaDataTest {
  private static final float[][] X = {{1, 2}, {3, 4}, {5, 6}, {7, 8}};
  private static final float[] Y = {3, 7, 11, 15};

  record House(float rooms, float area, float price) {}

  private static final List<House> HOUSES =
      List.of(new House(1, 2, 3), new House(3, 4, 7), new House(5, 6, 11), new House(7, 8, 15));

  /** A model whose output is the sum of its input, so that the loss of these data is 0. */
  private static Model sum() {
    Model model = new Sequential(new Input(2), new Dense(1).kernelInitializer("ones"));
    model.compile("sgd", "mse", "mae");
    return model;
  }

  private static Model named() {
    Tensor a = Input.of("a", 1);
    Tensor b = Input.of("b", 1);
    Tensor both = new Concatenate().apply(a, b);
    Tensor sum = new Dense(1).kernelInitializer("ones").name("sum").apply(both);
    Tensor twice = new Dense(2).kernelInitializer("ones").name("twice").apply(both);
    Model model = new Model(List.of(a, b), List.of(sum, twice));
    model.compile("sgd", "mse");
    return model;
  }

  static Stream<Object> inputs() {
    return Stream.of(
        X,
        new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}},
        new int[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}},
        new long[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}},
        new byte[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}},
        new short[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}},
        new Integer[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}},
        List.of(List.of(1, 2), List.of(3, 4), List.of(5, 6), List.of(7, 8)),
        List.of(new float[] {1, 2}, new float[] {3, 4}, new float[] {5, 6}, new float[] {7, 8}),
        Nd4j.createFromArray(X));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void anyKindOfRowsIsEvaluatedTrainedOnAndPredicted(Object x) {
    try (Model model = sum()) {
      Object[] targets = {
        Y,
        new double[] {3, 7, 11, 15},
        new int[] {3, 7, 11, 15},
        new long[] {3, 7, 11, 15},
        new float[][] {{3}, {7}, {11}, {15}},
        List.of(3, 7, 11, 15)
      };
      for (Object y : targets) {
        assertThat(model.evaluate(x, y)).containsEntry("loss", 0.0).containsEntry("mae", 0.0);
        assertThat(model.testOnBatch(x, y)).containsEntry("loss", 0.0);
        assertThat(model.trainOnBatch(x, y)).containsEntry("loss", 0.0);
        assertThat(model.fit(x, y, f -> f.verbose(0)).history().get("loss")).containsExactly(0.0);
      }
      assertThat(model.predict(x)).isDeepEqualTo(new float[][] {{3}, {7}, {11}, {15}});
      assertThat(model.predict(x, p -> p.batchSize(3)))
          .isDeepEqualTo(new float[][] {{3}, {7}, {11}, {15}});
    }
  }

  @Test
  void picturesOfJavaArraysKeepTheirAxes() {
    float[][][] pictures = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}};
    try (Model model = new Sequential(new Input(2, 2), new Dense(1).kernelInitializer("ones"))) {
      assertThat(model.predict(pictures)).isDeepEqualTo(new float[][] {{3, 7}, {11, 15}});
    }
  }

  @Test
  void mapsOfJavaArraysAreInputsAndOutputs() {
    try (Model model = named()) {
      Map<String, float[][]> x =
          Map.of("a", new float[][] {{1}, {3}}, "b", new float[][] {{2}, {4}});
      Map<String, double[][]> y =
          Map.of("sum", new double[][] {{3}, {7}}, "twice", new double[][] {{3, 3}, {7, 7}});
      assertThat(model.evaluate(x, y)).containsEntry("loss", 0.0);
      assertThat(model.trainOnBatch(x, y)).containsEntry("loss", 0.0);
      assertThat(model.testOnBatch(x, y)).containsEntry("loss", 0.0);
      List<Double> loss =
          model
              .fit(x, y, f -> f.epochs(2).verbose(0).validationData(x, y))
              .history()
              .get("val_loss");
      assertThat(loss).containsExactly(0.0, 0.0);
      List<float[][]> rows = model.predictRows(x);
      assertThat(rows.get(0)).isDeepEqualTo(new float[][] {{3}, {7}});
      assertThat(rows.get(1)).isDeepEqualTo(new float[][] {{3, 3}, {7, 7}});
      assertThat(model.predict(x)).hasSize(2);
      Map<String, Object> mixed =
          Map.of("a", new int[] {1, 3}, "b", Nd4j.createFromArray(new float[][] {{2}, {4}}));
      assertThat(model.predictRows(mixed).get(0)).isDeepEqualTo(new float[][] {{3}, {7}});
    }
  }

  @Test
  void mapsWithinMapsAreInputsByTheirOwnNames() {
    try (Model model = named()) {
      Map<String, Object> x =
          Map.of("a", new float[] {1, 3}, "more", Map.of("b", new int[] {2, 4}));
      assertThat(model.predictRows(x).get(0)).isDeepEqualTo(new float[][] {{3}, {7}});
      assertThat(model.predict(x).get(0).toFloatVector()).containsExactly(3, 7);
      Map<String, float[][]> y =
          Map.of("sum", new float[][] {{3}, {7}}, "twice", new float[][] {{3, 3}, {7, 7}});
      assertThat(model.evaluate(x, y)).containsEntry("loss", 0.0);
    }
  }

  @Test
  void listsOfJavaArraysAreInputsAndOutputsInOrder() {
    try (Model model = named()) {
      List<int[]> x = List.of(new int[] {1, 3}, new int[] {2, 4});
      List<Object> y = List.of(new float[] {3, 7}, new float[][] {{3, 3}, {7, 7}});
      assertThat(model.evaluate(x, y)).containsEntry("loss", 0.0);
      assertThat(model.predictRows(x).get(0)).isDeepEqualTo(new float[][] {{3}, {7}});
    }
  }

  @Test
  void recordsGoThroughAMapper() {
    try (Model model = sum()) {
      assertThat(model.evaluate(HOUSES, h -> new float[] {h.rooms(), h.area()}, House::price))
          .containsEntry("loss", 0.0);
      assertThat(
              model.evaluate(
                  HOUSES,
                  h -> new float[] {h.rooms(), h.area()},
                  House::price,
                  e -> e.batchSize(3).verbose(0)))
          .containsEntry("loss", 0.0);
      assertThat(model.trainOnBatch(HOUSES, h -> List.of(h.rooms(), h.area()), House::price))
          .containsEntry("loss", 0.0);
      assertThat(
              model
                  .fit(HOUSES, h -> new double[] {h.rooms(), h.area()}, House::price)
                  .history()
                  .get("loss"))
          .containsExactly(0.0);
      assertThat(
              model
                  .fit(
                      HOUSES,
                      h -> new float[] {h.rooms(), h.area()},
                      House::price,
                      f -> f.epochs(2).verbose(0))
                  .history()
                  .get("loss"))
          .containsExactly(0.0, 0.0);
      assertThat(model.predictEach(HOUSES, h -> new float[] {h.rooms(), h.area()}))
          .isDeepEqualTo(new float[][] {{3}, {7}, {11}, {15}});
    }
  }

  @Test
  void recordsBecomeNamedInputsAndOutputs() {
    try (Model model = named()) {
      assertThat(
              model.evaluate(
                  HOUSES,
                  h -> Map.of("a", h.rooms(), "b", h.area()),
                  h -> Map.of("sum", h.price(), "twice", new float[] {h.price(), h.price()})))
          .containsEntry("loss", 0.0);
      assertThat(model.predictEach(HOUSES, h -> Map.of("a", h.rooms(), "b", h.area())))
          .isDeepEqualTo(new float[][] {{3}, {7}, {11}, {15}});
      assertThatThrownBy(
              () -> model.predictEach(HOUSES, h -> Map.of(h.rooms() == 1 ? "a" : "c", h.rooms())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Model: each record must give a map with the keys of the first one. Received: {c=3.0}"
                  + " without \"a\". Give the same keys for all.");
      assertThatThrownBy(() -> model.predictEach(List.<House>of(), House::area))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Model: there must be at least one record.");
    }
  }

  @Test
  void validationAndWeightsAreJavaArraysToo() {
    try (Model model = sum()) {
      FitOptions options = new FitOptions();
      assertThat(options.validationData(X, Y)).isSameAs(options);
      var history =
          model.fit(
              X,
              Y,
              f ->
                  f.verbose(0)
                      .validationData(new double[][] {{1, 1}, {2, 2}}, new int[] {3, 4})
                      .sampleWeight(1, 0, 2.5, 1));
      assertThat(history.history().get("val_loss")).containsExactly(0.5);
      float[] weights = {0, 0, 0, 1};
      INDArray kernel = model.getWeights().get(0);
      model.fit(X, new float[] {9, 9, 9, 15}, f -> f.verbose(0).sampleWeight(weights));
      assertThat(model.getWeights().get(0)).isEqualTo(kernel);
    }
  }

  @Test
  void arraysBecomeASource() {
    INDArray x = Nd4j.createFromArray(X);
    INDArray y = Nd4j.createFromArray(Y);
    try (Model model = sum()) {
      BatchSource source = BatchSource.of(x, y, 3);
      assertThat(source.batches()).isIn(-1L, 2L);
      assertThat(model.evaluate(source)).containsEntry("loss", 0.0);
      assertThat(model.predict(source).toFloatVector()).containsExactly(Y);
    }
    assertThatThrownBy(() -> BatchSource.of(x, Nd4j.ones(3), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "BatchSource: x and y must have as many rows. Received: 4 and 3. Give a target for each"
                + " row.");
    try (Model model = sum()) {
      assertThat(model.evaluate(BatchSource.of(X, Y, 2))).containsEntry("loss", 0.0);
    }
    assertThatThrownBy(() -> BatchSource.of(x, y, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("BatchSource: batchSize must be at least 1. Received: 0.");
  }

  @Test
  void conversionsAreOneCopy() {
    INDArray array = Nd4j.createFromArray(X);
    assertThat(io.hornbill.data.JavaArrays.toArray(array)).isSameAs(array);
    assertThat(io.hornbill.data.JavaArrays.toArray(X).dataType()).isEqualTo(DataType.FLOAT);
    INDArray large = io.hornbill.data.JavaArrays.toArray(List.of(List.of(1, (1L << 40) + 3)));
    assertThat(large.shape()).containsExactly(1, 2);
    assertThat(large.getLong(1)).as("more digits than floats have").isEqualTo((1L << 40) + 3);
    INDArray whole = io.hornbill.data.JavaArrays.toArray(new int[] {-(1 << 24), 1 << 24});
    assertThat(whole.dataType()).isEqualTo(DataType.FLOAT);
  }

  @Test
  void batchesAndGradientsTakeArraysToo() {
    try (Model model = sum()) {
      assertThat(model.predictOnBatch(X)).isDeepEqualTo(model.predict(X));
      assertThat(model.gradients(X, Y))
          .isEqualTo(model.gradients(Nd4j.createFromArray(X), Nd4j.createFromArray(Y)));
    }
    assertThatThrownBy(() -> new Sequential(new Input(2), new Dense(1)).gradients(X, Y))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gradients() was called before compile()");
  }

  @Test
  void functionsAreMetricsWithWhateverElseIsCompiled() {
    BinaryOperator<Tensor> apart = (yTrue, yPred) -> Ops.mean(Ops.abs(yTrue.minus(yPred)));
    try (Model model = sum()) {
      model.compile("sgd", new Huber(), apart);
      assertThat(model.evaluate(X, Y, e -> e.verbose(0))).containsKey("metric");
      model.compile(new SGD(), "mse", apart);
      assertThat(model.evaluate(X, Y, e -> e.verbose(0))).containsKey("metric");
      model.compile(c -> c.optimizer("sgd").loss("mse").metrics(apart));
      assertThat(model.evaluate(X, Y, e -> e.verbose(0))).containsKey("metric");
    }
  }

  /** A model with a call of a list, which knows its inputs when it first sees data. */
  private static final class Total extends Model {
    @Override
    protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
      return List.of(Ops.sum(inputs.get(0), -1, true).plus(Ops.sum(inputs.get(1), -1, true)));
    }
  }

  @Test
  void aListIsOneTablePerInputWhereACallTakesAList() {
    try (Model model = new Total()) {
      assertThat(model.predict(List.of(new float[][] {{1, 2}, {3, 4}}, new int[][] {{5}, {6}})))
          .isDeepEqualTo(new float[][] {{8}, {13}});
    }
  }

  @Test
  void inputsAreTakenAsTheTensorsThatTheyMake() {
    Input left = new Input(2).name("left");
    Input right = new Input(2).name("right");
    Tensor both = new Concatenate().apply(left, right);
    Tensor total = Ops.sum(both, -1, true);
    float[][] rows = {{1, 2}, {3, 4}};
    float[][] expected = {{6}, {14}};
    try (Model one = new Model(left, new Dense(1).kernelInitializer("ones").apply(left));
        Model several = new Model(List.of(left, right), total);
        Model named = new Model(Map.of("left", left, "right", right), List.of(total))) {
      assertThat(one.predict(rows)).isDeepEqualTo(new float[][] {{3}, {7}});
      assertThat(several.predict(List.of(rows, rows))).isDeepEqualTo(expected);
      assertThat(named.predict(Map.of("left", rows, "right", rows)).get(0).toFloatMatrix())
          .isDeepEqualTo(expected);
    }
    assertThat(new LSTM(3).returnState(true).applyAll(new Input(4, 2))).hasSize(3);
    assertThat(new LSTM(3).returnState(true).applyAll(Input.of(4, 2))).hasSize(3);
    assertThat(new Dropout(0.5).apply(left, c -> c.training(true)).shape().last()).isEqualTo(2);
  }

  @Test
  void inputsAndVariablesStandForTensorsEverywhere() {
    Input left = new Input(2).name("left");
    Input right = new Input(2).name("right");
    Variable scale = new Variable("scale", Nd4j.createFromArray(10f, 100f));
    Tensor sum = left.plus(right).times(scale).plus(Ops.multiply(left, scale)).minus(left);
    Tensor mixed = Ops.concatenate(List.of(left, sum, right.negated()), -1);
    Tensor all = new Concatenate().apply(mixed, left, Ops.relu(right.minus(left)).slice(1, 0, 1));
    try (Model model = new Model(List.of(left, right), all)) {
      assertThat(model.predict(List.of(new float[][] {{1, 2}}, new float[][] {{3, 5}})))
          .isDeepEqualTo(new float[][] {{1, 2, 49, 898, -3, -5, 1, 2, 2}});
    }
  }

  @Test
  void metricsOfAnOutputAreOneOrAList() {
    Tensor x = Input.of(2);
    try (Model model =
        new Model(x, Map.of("p", new Dense(1).apply(x), "q", new Dense(1).apply(x)))) {
      model.compile(c -> c.loss("mse").metrics(Map.of("p", "mae", "q", List.of("mae", "mse"))));
      Map<String, float[][]> y = Map.of("p", new float[2][1], "q", new float[2][1]);
      assertThat(model.evaluate(new float[2][2], y, e -> e.verbose(0)).keySet())
          .contains("p_mae", "q_mae")
          .hasSize(6);
    }
  }

  @Test
  void saysWhatDataMayBe() {
    try (Model model = sum()) {
      assertThatThrownBy(() -> model.predict(new String[][] {{"red", "green"}}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith(
              "x must be numbers. Received: \"red\". Begin the model with Input.strings and a layer"
                  + " that looks words up.");
      assertThatThrownBy(() -> model.predict((Object) "text"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Received: String. Pass float[][], double[][], int[]");
      assertThatThrownBy(() -> model.predict(new float[][] {{1, 2}, {3}}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("all rows must have the same length");
      assertThatThrownBy(() -> model.evaluate(X, new int[] {1, 2}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Received: ");
      assertThatThrownBy(() -> model.fit(X, new String[] {"cat", "dog"}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Model \"%s\": targets must be numbers. Received: \"cat\". Number the classes, for"
                  + " example by StringLookup.",
              model.name());
    }
  }
}
