package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.Config;
import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

/** Convolutional recurrence: what the fixtures of Keras do not show. */
class ConvLSTMTest {
  private static final INDArray X =
      Nd4j.arange(192).castTo(DataType.FLOAT).div(96).sub(1).reshape(2, 3, 4, 4, 2);

  private static INDArray computed(Layer layer, boolean training, INDArray x, INDArray... masks) {
    Trace trace = new Trace(training, Ops.constant(0, DataType.DOUBLE), Layer::isTrainable);
    Tensor input = Ops.placeholder("x", new Spec(x.dataType(), Shape.of(x.shape())));
    for (INDArray mask : masks) {
      trace.setMask(input, Ops.constant(mask));
    }
    Tensor output = trace.run(layer, List.of(input)).get(0);
    Program program = new Program(List.of(input), List.of(output), List.of());
    try (Plan plan = Plan.compile(program, PlanOptions.DEFAULT)) {
      plan.input(0).assign(x);
      plan.run();
      return plan.output(0).dup();
    }
  }

  @Test
  void maskedStepsLeaveStatesAsTheyAre() {
    ConvLSTM2D layer = new ConvLSTM2D(2, 3).padding("same");
    INDArray mask = Nd4j.createFromArray(new float[][] {{1, 0, 1}, {1, 0, 1}});
    INDArray seen =
        Nd4j.concat(
            1,
            X.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 1)),
            X.get(NDArrayIndex.all(), NDArrayIndex.interval(2, 3)));
    INDArray expected = computed(layer, false, seen);
    assertThat(computed(layer, false, X, mask).equalsWithEps(expected, 1e-6)).isTrue();
    assertThat(computed(layer, false, X).equalsWithEps(expected, 1e-6)).isFalse();
  }

  static Stream<UnaryOperator<ConvLSTM2D>> rates() {
    return Stream.of(layer -> layer.dropout(0.5), layer -> layer.recurrentDropout(0.5));
  }

  @ParameterizedTest
  @MethodSource("rates")
  void dropoutActsInTrainingOnly(UnaryOperator<ConvLSTM2D> rate) {
    for (String format : List.of("channels_last", "channels_first")) {
      ConvLSTM2D plain = new ConvLSTM2D(3, 2).dataFormat(format);
      INDArray expected = computed(plain, false, X);
      ConvLSTM2D dropping = rate.apply(new ConvLSTM2D(3, 2).dataFormat(format)).seed(3);
      dropping.buildFor(Shape.of(X.shape()));
      dropping.setWeights(plain.getWeights());
      assertThat(computed(dropping, false, X).equalsWithEps(expected, 1e-6)).isTrue();
      assertThat(computed(dropping, true, X).equalsWithEps(expected, 1e-3)).isFalse();
    }
  }

  /** With zero states and c = sigmoid(0) x g, each gate's own mask shows in its own place. */
  @Test
  void eachGateDropsOnItsOwn() {
    ConvLSTMCell cell =
        new ConvLSTMCell(1, 1, 1)
            .kernelInitializer("ones")
            .recurrentInitializer("zeros")
            .activation("linear")
            .recurrentActivation("linear")
            .unitForgetBias(false)
            .dropout(0.5);
    RNN layer = new RNN(cell).returnSequences(true);
    INDArray y = computed(layer, true, Nd4j.ones(DataType.FLOAT, 64, 1, 8, 1));
    // h = o (i g), each of them 0 or 2: one mask for all would give nothing or 8 half of the time
    Set<Double> values = new HashSet<>();
    for (float value : y.dup().data().asFloat()) {
      values.add((double) value);
    }
    assertThat(values).containsExactlyInAnyOrder(0.0, 8.0);
    assertThat(y.meanNumber().doubleValue()).isCloseTo(1, within(0.4));
  }

  @Test
  void allStepsDropTheSameInputs() {
    ConvLSTM1D layer =
        new ConvLSTM1D(1, 1)
            .kernelInitializer("ones")
            .recurrentInitializer("zeros")
            .recurrentActivation("linear")
            .unitForgetBias(false)
            .activation("linear")
            .returnSequences(true)
            .dropout(0.5);
    INDArray y = computed(layer, true, Nd4j.ones(DataType.FLOAT, 1, 2, 64, 1));
    INDArray first = y.get(NDArrayIndex.point(0), NDArrayIndex.point(0)).dup();
    INDArray second = y.get(NDArrayIndex.point(0), NDArrayIndex.point(1)).dup();
    assertThat(first.sumNumber().doubleValue()).isPositive();
    assertThat(second.gt(0).castTo(DataType.FLOAT)).isEqualTo(first.gt(0).castTo(DataType.FLOAT));
  }

  @Test
  void theForgetGateBeginsOpen() {
    ConvLSTM1D layer = new ConvLSTM1D(2, 3);
    layer.buildFor(Shape.of(-1, 5, 4, 2));
    assertThat(layer.getWeights().get(2).toFloatVector()).containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
    ConvLSTM1D without = new ConvLSTM1D(2, 3).unitForgetBias(false);
    without.buildFor(Shape.of(-1, 5, 4, 2));
    assertThat(without.getWeights().get(2).sumNumber().doubleValue()).isZero();
  }

  @Test
  void settingsOfTheCellAreThoseOfTheLayer() {
    ConvLSTM2D layer =
        new ConvLSTM2D(4, 3, 2)
            .strides(2, 1)
            .padding("same")
            .dataFormat("channels_first")
            .unitForgetBias(false)
            .recurrentActivation("hard_sigmoid")
            .dropout(0.1)
            .recurrentDropout(0.2)
            .seed(7);
    Config config = layer.config();
    assertThat(config.asMap())
        .containsEntry("filters", 4)
        .containsEntry("kernel_size", List.of(3, 2))
        .containsEntry("strides", List.of(2, 1))
        .containsEntry("padding", "same")
        .containsEntry("data_format", "channels_first")
        .containsEntry("unit_forget_bias", false);
    assertThat(Layers.get("ConvLSTM2D", config).config()).isEqualTo(config);
    assertThat(new ConvLSTM3D(1, 2).dilationRate(3).config().get("dilation_rate"))
        .isEqualTo(List.of(3, 3, 3));
    Shape output = layer.outputShape(Shape.of(-1, 5, 2, 8, 6));
    assertThat(output).isEqualTo(Shape.of(-1, 4, 4, 6));
    assertThat(layer.weights()).extracting(w -> w.shape()).contains(Shape.of(3, 2, 2, 16));
    assertThatThrownBy(() -> layer.strides(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> layer.padding("same")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> layer.dilationRate(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> layer.unitForgetBias(true)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"channels_last", "channels_first"})
  void anyCellRunsInRnn(String format) {
    ConvLSTM2D layer = new ConvLSTM2D(2, 2).strides(2).dataFormat(format);
    RNN same = new RNN(new ConvLSTMCell(2, 2, 2).strides(2).dataFormat(format));
    INDArray expected = computed(layer, false, X);
    same.buildFor(Shape.of(X.shape()));
    same.setWeights(layer.getWeights());
    assertThat(computed(same, false, X).equalsWithEps(expected, 1e-6)).isTrue();
  }

  @Test
  void runsInBothDirectionsAndOverAnyNumberOfSteps() {
    Model model =
        new Sequential(
            new Input(-1, 4, 4, 2),
            new Bidirectional(new ConvLSTM2D(3, 2).returnSequences(true).padding("same")));
    assertThat(model.outputs().get(0).shape()).isEqualTo(Shape.of(-1, -1, 4, 4, 6));
    assertThat(model.predict(X).shape()).containsExactly(2, 3, 4, 4, 6);
  }

  @Test
  void firstStatesAreInputs() {
    Tensor x = Input.of(3, 4, 2);
    List<Tensor> encoded = new ConvLSTM1D(2, 2).returnState(true).applyAll(List.of(x));
    ConvLSTM1D decoder = new ConvLSTM1D(2, 2);
    Tensor y = decoder.apply(x, encoded.get(1), encoded.get(2));
    Model model = new Model(List.of(x), List.of(y, decoder.apply(x)));
    List<INDArray> out = model.predict(List.of(Nd4j.ones(DataType.FLOAT, 1, 3, 4, 2)));
    assertThat(out.get(0)).isNotEqualTo(out.get(1));
  }

  /** The states have other lengths than the input, and other channels. */
  @Test
  void aCellMayBeCalledWithItsStates() {
    ConvLSTMCell cell = new ConvLSTMCell(1, 3, 2);
    List<Tensor> given = List.of(Input.of(4, 2), Input.of(4, 2), Input.of(3, 3), Input.of(3, 3));
    List<Tensor> first = cell.applyAll(List.of(given.get(0), given.get(2), given.get(3)));
    List<Tensor> second = cell.applyAll(List.of(given.get(1), first.get(1), first.get(2)));
    Model steps = new Model(given, List.of(second.get(0)));
    Tensor sequence = Input.of(2, 4, 2);
    Model whole = new Model(sequence, new RNN(cell).apply(sequence));
    INDArray x =
        X.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2), NDArrayIndex.point(0)).dup();
    INDArray zeros = Nd4j.zeros(DataType.FLOAT, 2, 3, 3);

    INDArray y =
        steps
            .predict(
                List.of(
                    x.get(NDArrayIndex.all(), NDArrayIndex.point(0)).dup(),
                    x.get(NDArrayIndex.all(), NDArrayIndex.point(1)).dup(),
                    zeros,
                    zeros))
            .get(0);

    assertThat(y.equalsWithEps(whole.predict(x), 1e-6)).isTrue();
    assertThatThrownBy(() -> cell.applyAll(List.of(given.get(0), given.get(2), Input.of(4, 3))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            ": state 1 must have the shape [3, 3] after the batch axis. Received: [?, 4, 3]. Give"
                + " the state that the step before returned.");
  }

  @Test
  void inputsThatDoNotFitAreNamed() {
    ConvLSTM2D layer = new ConvLSTM2D(2, 3).name("film");
    assertThatThrownBy(() -> layer.apply(Input.of(4, 4, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ConvLSTM2D \"film\": input must have 5 axes [batch, time, …spatial, channels]."
                + " Received: [?, 4, 4, 2]. Reshape the data, or check the layer before.");
    assertThatThrownBy(() -> layer.apply(Input.of(3, -1, 4, 2)))
        .hasMessageContaining(
            "the lengths of all axes but the batch and the time must be known. Received: [?, ?, 4,"
                + " 2]");
    assertThatThrownBy(() -> layer.apply(Input.of(3, 2, 4, 2)))
        .hasMessageContaining("the window must fit into the input. Received: kernelSize [3, 3]");
    assertThatThrownBy(
            () -> new ConvLSTM1D(2, 3).strides(2).dilationRate(2).apply(Input.of(3, 8, 2)))
        .hasMessageContaining("strides and dilationRate must not both exceed 1");
    assertThatThrownBy(() -> new ConvLSTM1D(0, 3))
        .hasMessageContaining("ConvLSTM1D: filters must be");
    assertThatThrownBy(() -> new ConvLSTM1D(1, 3).strides(1, 2))
        .hasMessageContaining("ConvLSTM1D: strides must be");
    assertThatThrownBy(() -> new ConvLSTM1D(1, 3).padding("causal"))
        .hasMessageContaining(
            "ConvLSTM1D: padding must be one of [valid, same]. Received: \"causal\"");
    ConvLSTM1D built = new ConvLSTM1D(1, 3);
    built.buildFor(Shape.of(-1, 3, 4, 2));
    assertThatThrownBy(() -> built.apply(Input.of(3, 5, 2)))
        .hasMessageContaining("steps must have the shape [4, 2]");
  }
}
