package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.Config;
import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.engine.testing.Golden;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.ops.Gru;
import io.hornbill.graph.internal.ops.Lstm;
import io.hornbill.graph.internal.ops.SimpleRnn;
import io.hornbill.losses.Losses;
import io.hornbill.optimizers.SGD;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Recurrent layers beyond what the fixtures compare: randomness, states, choices, messages. */
class RecurrentTest {
  private static final INDArray X =
      Nd4j.createFromArray(
          new float[][][] {
            {{0.3f, -0.4f}, {0.9f, 0.1f}, {-0.7f, 0.5f}},
            {{-0.2f, 0.8f}, {0.6f, -0.6f}, {0.4f, 0.7f}}
          });

  private static Tensor traced(Layer layer, boolean training, long... shape) {
    Trace trace = new Trace(training, Ops.constant(0, DataType.DOUBLE), Layer::isTrainable);
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(shape)));
    return trace.run(layer, List.of(x)).get(0);
  }

  private static INDArray computed(Layer layer, boolean training, INDArray x) {
    Trace trace = new Trace(training, Ops.constant(0, DataType.DOUBLE), Layer::isTrainable);
    Tensor input = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(x.shape())));
    Tensor output = trace.run(layer, List.of(input)).get(0);
    Program program = new Program(List.of(input), List.of(output), trace.updates());
    try (Plan plan = Plan.compile(program, PlanOptions.DEFAULT)) {
      plan.input(0).assign(x);
      plan.run();
      return plan.output(0).dup();
    }
  }

  private static boolean runsOn(Tensor tensor, Class<? extends Op> op) {
    return op.isInstance(tensor.op())
        || tensor.node().inputs().stream().anyMatch(input -> runsOn(input, op));
  }

  @Test
  void plainSettingsRunOnTheFastOps() {
    assertThat(runsOn(traced(new LSTM(3).dropout(0.2), true, 2, 4, 5), Lstm.class)).isTrue();
    assertThat(runsOn(traced(new GRU(3).resetAfter(false), true, 2, 4, 5), Gru.class)).isTrue();
    assertThat(runsOn(traced(new GRU(3).useBias(false), true, 2, 4, 5), Gru.class)).isTrue();
    assertThat(runsOn(traced(new SimpleRNN(3), true, 2, 4, 5), SimpleRnn.class)).isTrue();
    assertThat(runsOn(traced(new LSTM(3).recurrentDropout(0.2), false, 2, 4, 5), Lstm.class))
        .isTrue();
    assertThat(runsOn(traced(new LSTM(3).activation("relu"), true, 2, 4, 5), Lstm.class)).isFalse();
  }

  static Stream<UnaryOperator<LSTM>> rates() {
    return Stream.of(layer -> layer.dropout(0.5), layer -> layer.recurrentDropout(0.5));
  }

  @ParameterizedTest
  @MethodSource("rates")
  void dropoutActsInTrainingOnly(UnaryOperator<LSTM> rate) {
    LSTM plain = new LSTM(8);
    INDArray expected = computed(plain, false, X);
    LSTM dropping = rate.apply(new LSTM(8)).seed(3);
    dropping.buildFor(Shape.of(2, 3, 2));
    dropping.setWeights(plain.getWeights());
    assertThat(computed(dropping, false, X).equalsWithEps(expected, 1e-6)).isTrue();
    assertThat(computed(dropping, true, X).equalsWithEps(expected, 1e-3)).isFalse();
    assertThat(computed(dropping, true, X)).isEqualTo(computed(dropping, true, X));
    LSTM other = rate.apply(new LSTM(8)).seed(4);
    other.buildFor(Shape.of(2, 3, 2));
    other.setWeights(plain.getWeights());
    assertThat(computed(other, true, X)).isNotEqualTo(computed(dropping, true, X));
  }

  @Test
  void allStepsDropTheSameInputs() {
    SimpleRNN layer =
        new SimpleRNN(64)
            .activation("linear")
            .kernelInitializer("identity")
            .recurrentInitializer("zeros")
            .returnSequences(true)
            .dropout(0.5);
    INDArray y = computed(layer, true, Nd4j.ones(DataType.FLOAT, 1, 3, 64));
    INDArray first = y.get(NDArrayIndex.point(0), NDArrayIndex.point(0)).dup();
    assertThat(first.sumNumber().doubleValue()).isBetween(20.0, 108.0);
    for (int t = 1; t < 3; t++) {
      assertThat(y.get(NDArrayIndex.point(0), NDArrayIndex.point(t)).dup()).isEqualTo(first);
    }
    assertThat(first.maxNumber().doubleValue()).isCloseTo(2, within(1e-6));
    assertThat(first.minNumber().doubleValue()).isZero();
  }

  static Stream<Golden.Case> stateful() {
    return Golden.read("layers_recurrent")
        .cases()
        .filter(one -> one.has("second_outputs") && Layers.names().contains(one.className()));
  }

  @ParameterizedTest
  @MethodSource("stateful")
  void statefulLayersContinueWhereTheBatchBeforeEnded(Golden.Case one) {
    Layer layer = Layers.get(one.className(), one.config().with("dtype", "float32"));
    INDArray x = Golden.arrays(one.node().get("inputs"), DataType.FLOAT).get(0);
    layer.buildFor(Shape.of(x.shape()));
    layer.setWeights(Golden.arrays(one.node().get("weights"), DataType.FLOAT));
    INDArray first = Golden.arrays(one.node().get("outputs"), DataType.FLOAT).get(0);
    INDArray second = Golden.arrays(one.node().get("second_outputs"), DataType.FLOAT).get(0);
    assertThat(Golden.error(computed(layer, false, x), first)).isLessThan(1e-4);
    assertThat(Golden.error(computed(layer, false, x), second)).isLessThan(1e-4);
    if (layer instanceof Bidirectional pair) {
      pair.resetStates();
    } else {
      ((Recurrence<?>) layer).resetStates();
    }
    assertThat(Golden.error(computed(layer, false, x), first)).isLessThan(1e-4);
  }

  @Test
  void aStatefulModelKeepsItsStatesFromCallToCall() {
    GRU layer = new GRU(4).stateful(true);
    Model model = new Sequential().add(new Input(-1, 2)).add(layer);
    INDArray first = model.predict(X);
    INDArray second = model.predict(X);
    assertThat(second).isNotEqualTo(first);
    layer.resetStates();
    assertThat(model.predict(X)).isEqualTo(first);
    assertThatThrownBy(() -> model.predict(Nd4j.ones(DataType.FLOAT, 5, 3, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("all batches must have 2 rows. Received: 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LSTM", "GRU", "SimpleRNN"})
  void theNumberOfStepsMayDifferFromBatchToBatch(String name) {
    Tensor x = Input.of(-1, 2);
    Config config = new Config().with("units", 3).with("return_sequences", true);
    List<Tensor> outputs = Layers.get(name, config.with("return_state", true)).applyAll(List.of(x));
    assertThat(outputs.get(0).shape()).isEqualTo(Shape.of(-1, -1, 3));
    assertThat(outputs.get(1).shape()).isEqualTo(Shape.of(-1, 3));
    Model model = new Model(List.of(x), List.of(outputs.get(0)));
    assertThat(model.predict(X).shape()).containsExactly(2, 3, 3);
    assertThat(model.predict(Nd4j.ones(DataType.FLOAT, 1, 7, 2)).shape()).containsExactly(1, 7, 3);
  }

  @Test
  void theForgetGateBeginsOpen() {
    LSTM layer = new LSTM(2);
    layer.buildFor(Shape.of(-1, 3, 2));
    assertThat(layer.getWeights().get(2).toFloatVector()).containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
    LSTM without = new LSTM(2).unitForgetBias(false);
    without.buildFor(Shape.of(-1, 3, 2));
    assertThat(without.getWeights().get(2).sumNumber().doubleValue()).isZero();
  }

  @Test
  void settingsOfTheCellAreThoseOfTheLayer() {
    Hornbill.seed(1);
    LSTM layer =
        new LSTM(2)
            .recurrentActivation("hard_sigmoid")
            .recurrentInitializer("ones")
            .kernelRegularizer("l1")
            .biasConstraint("non_neg")
            .dropout(0.1)
            .recurrentDropout(0.3)
            .stateful(true)
            .unroll(true)
            .zeroOutputForMask(true)
            .seed(5);
    Config config = layer.config();
    assertThat(Layers.get("LSTM", config).config()).isEqualTo(config);
    assertThat(config.get("recurrent_activation")).isEqualTo("hard_sigmoid");
    assertThat(config.get("recurrent_dropout")).isEqualTo(0.3);
    layer.buildFor(Shape.of(-1, 3, 2));
    assertThat(layer.weights()).hasSize(3);
    assertThat(layer.weights().get(0).regularizer()).isNotNull();
    assertThat(layer.weights().get(2).constraint()).isNotNull();
    assertThat(layer.getWeights().get(1).sumNumber().doubleValue()).isEqualTo(16);
    assertThatThrownBy(() -> layer.dropout(0.5)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> layer.useBias(false)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void inputsThatDoNotFitAreNamed() {
    LSTM layer = new LSTM(3).name("memory");
    assertThatThrownBy(() -> layer.apply(Input.of(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "LSTM \"memory\": input must have 3 axes [batch, time, features]. Received: [?, 5]");
    Tensor x = Input.of(4, 2);
    assertThatThrownBy(() -> layer.apply(x, Input.of(3)))
        .hasMessageContaining("the sequence and 2 states. Received: 2 inputs");
    assertThatThrownBy(() -> layer.apply(x, Input.of(3), Input.of(4)))
        .hasMessageContaining("state 1 must have the shape [?, 3]. Received: [?, 4]");
    layer.buildFor(Shape.of(-1, 4, 2));
    assertThatThrownBy(() -> layer.apply(Input.of(4, 6)))
        .hasMessageContaining("steps must have the shape [2]");
    assertThatThrownBy(() -> new LSTM(0)).hasMessageContaining("LSTM: units must be");
    assertThatThrownBy(() -> new RNN(new Dense(2))).hasMessageContaining("cell must be a Cell");
    assertThatThrownBy(StackedRNNCells::new).hasMessageContaining("at least one Cell");
    assertThatThrownBy(() -> new GRU(2).dropout(1.5)).hasMessageContaining("dropout");
  }

  /** A cell of a user: the sum of all steps so far. */
  static final class Sum extends Layer implements Cell {
    @Override
    public List<Shape> stateShapes(Shape input) {
      return List.of(Shape.of(input.last()));
    }

    @Override
    protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
      Tensor sum = inputs.get(0).plus(inputs.get(1));
      return List.of(sum, sum);
    }
  }

  @Test
  void runsCellsOfUsers() {
    INDArray sums = computed(new RNN(new Sum()), false, X);
    assertThat(sums.equalsWithEps(X.sum(1), 1e-6)).isTrue();
    INDArray stacked = computed(new RNN(new StackedRNNCells(new Sum(), new Sum())), false, X);
    assertThat(stacked.equalsWithEps(X.cumsum(1).sum(1), 1e-5)).isTrue();
  }

  /** The cell of Keras' documentation: an output that is also the state, and two kernels. */
  static final class MinimalCell extends Layer implements Cell {
    private Variable kernel;
    private Variable recurrentKernel;

    @Override
    public List<Shape> stateShapes(Shape input) {
      return List.of(Shape.of(2));
    }

    @Override
    protected void build(List<Shape> inputs) {
      kernel = addWeight("kernel", Shape.of(inputs.get(0).last(), 2), "glorot_uniform");
      recurrentKernel = addWeight("recurrent_kernel", Shape.of(2, 2), "glorot_uniform");
    }

    @Override
    protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
      Tensor h = Ops.matmul(inputs.get(0), kernel.tensor());
      Tensor output = h.plus(Ops.matmul(inputs.get(1), recurrentKernel.tensor()));
      return List.of(output, output);
    }
  }

  @Test
  void cellsOfUsersHaveWeightsAndAreTrained() {
    RNN layer = new RNN(new MinimalCell());
    Sequential model = new Sequential(new Input(2, 1), layer);
    assertThat(layer.weights()).extracting(Variable::name).hasSize(2);
    layer.setWeights(
        List.of(
            Nd4j.createFromArray(new float[][] {{1, 2}}),
            Nd4j.createFromArray(new float[][] {{1, 3}, {2, 4}})));
    INDArray x = Nd4j.createFromArray(new float[][][] {{{1}, {2}}});
    // first step [1, 2]; second [2, 4] + [1 + 2 * 2, 3 + 2 * 4]
    assertThat(model.predict(x).toFloatMatrix()[0]).containsExactly(7, 15);
    model.compile(new SGD().learningRate(0.5), Losses.get("mse"));
    model.trainOnBatch(x, Nd4j.createFromArray(new float[][] {{6, 15}}));
    // d mse / d output = [1, 0]; d / d kernel = 2 [1, 0] + 1 ([1, 0] U'), d / d U = h' [1, 0]
    assertThat(layer.getWeights().get(0).toFloatMatrix()[0]).containsExactly(-0.5f, 1);
    assertThat(layer.getWeights().get(1).toFloatMatrix()[0]).containsExactly(0.5f, 3);
    assertThat(layer.getWeights().get(1).toFloatMatrix()[1]).containsExactly(1, 4);
  }

  @Test
  void allStepsDropTheSameStates() {
    SimpleRNN layer =
        new SimpleRNN(64)
            .activation("linear")
            .kernelInitializer("identity")
            .recurrentInitializer("identity")
            .returnSequences(true)
            .recurrentDropout(0.5);
    INDArray y = computed(layer, true, Nd4j.ones(DataType.FLOAT, 1, 3, 64));
    int dropped = 0;
    for (int unit = 0; unit < 64; unit++) {
      double second = y.getDouble(0, 1, unit);
      assertThat(second).isIn(1.0, 3.0); // 1 + 1 * 0 or 1 + 1 * 2
      assertThat(y.getDouble(0, 2, unit)).isEqualTo(second == 1 ? 1 : 7);
      dropped += second == 1 ? 1 : 0;
    }
    assertThat(dropped).isBetween(16, 48);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GRU", "SimpleRNN", "LSTM"})
  void bothDropoutsAreForTrainingInEveryLayer(String name) {
    for (String rate : List.of("dropout", "recurrent_dropout")) {
      Config config = new Config().with("units", 8).with("seed", 3);
      Layer plain = Layers.get(name, config);
      INDArray expected = computed(plain, false, X);
      Layer dropping = Layers.get(name, config.with(rate, 0.5));
      dropping.buildFor(Shape.of(2, 3, 2));
      dropping.setWeights(plain.getWeights());
      assertThat(computed(dropping, false, X).equalsWithEps(expected, 1e-6)).isTrue();
      assertThat(computed(dropping, true, X).equalsWithEps(expected, 1e-3)).isFalse();
    }
  }

  /** Keras 1's hard sigmoid, 0.2 x + 0.5, of gates that all see 1. */
  @Test
  void theInnerActivationIsThatOfTheGates() {
    LSTM layer =
        new LSTM(1).innerActivation("hard_sigmoid").kernelInitializer("ones").unitForgetBias(false);
    INDArray y = computed(layer, false, Nd4j.ones(DataType.FLOAT, 1, 1, 1));
    double c = 0.7 * Math.tanh(1);
    assertThat(y.getDouble(0, 0)).isCloseTo(0.7 * Math.tanh(c), within(1e-6));
    GRU gru = new GRU(1).innerActivation("hard_sigmoid").kernelInitializer("ones");
    INDArray z = computed(gru, false, Nd4j.ones(DataType.FLOAT, 1, 1, 1));
    assertThat(z.getDouble(0, 0)).isCloseTo(0.3 * Math.tanh(1), within(1e-6));
  }

  @Test
  void anUnknownWordIsNamed() {
    Model model = new Sequential().add(new Input(2)).add(new Embedding(10, 3));
    assertThat(model.predict(Nd4j.createFromArray(new float[][] {{0, 9}})).shape())
        .containsExactly(1, 2, 3);
    assertThatThrownBy(() -> model.predict(Nd4j.createFromArray(new float[][] {{1, 10}})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10");
  }
}
