package io.hornbill.activations;

import static io.hornbill.graph.Ops.sigmoid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hornbill.base.Config;
import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ActivationsTest {
  /** By hand: clip(0.2 x + 0.5) in Keras 1 and 2, relu6(x + 3) / 6 in Keras 3. */
  @ParameterizedTest
  @CsvSource({
    "-3, 0, 0",
    "-2.75, 0, 0.0416666667",
    "-1, 0.3, 0.3333333333",
    "0, 0.5, 0.5",
    "1, 0.7, 0.6666666667",
    "2.5, 1, 0.9166666667",
    "4, 1, 1"
  })
  void hardSigmoidIsThatOfKeras1AndHasAnotherNameInKeras3(double x, double first, double third) {
    assertThat(value("hard_sigmoid", x)).isCloseTo(first, within(1e-9));
    assertThat(value("hard_sigmoid_v3", x)).isCloseTo(third, within(1e-9));
  }

  /** By hand: the nearest distribution to [1, 0.9, -1] is [0.55, 0.45, 0]. */
  @Test
  void sparsemaxOfThePaperIsADistribution() {
    INDArray x = Nd4j.createFromArray(new double[][] {{1, 0.9, -1}, {3, 3, 3}});

    INDArray y = Evaluate.of(in -> new Sparsemax().projection(true).apply(in.get(0)), x);

    assertThat(y.getRow(0).toDoubleVector())
        .containsExactly(new double[] {0.55, 0.45, 0}, within(1e-12));
    assertThat(y.getRow(1).toDoubleVector())
        .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-12));
  }

  @Test
  void softmaxShowsNaN() {
    INDArray x = Nd4j.createFromArray(new float[][] {{1, Float.NaN, 2}});

    INDArray y = Evaluate.of(in -> new Softmax().apply(in.get(0)), x);

    assertThat(y.getFloat(0, 1)).isNaN();
  }

  @Test
  void namesAreMatchedWithoutCaseAndHaveAliases() {
    assertThat(Activations.get("ReLU")).isInstanceOf(Relu.class);
    assertThat(Activations.get("swish")).isInstanceOf(Silu.class);
    assertThat(Activations.get("hard_swish")).isInstanceOf(HardSilu.class);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Activations.get("sigmoit"))
        .withMessageStartingWith("Unknown activation \"sigmoit\". Did you mean \"sigmoid\"?");
  }

  @Test
  void aLambdaIsAnActivation() {
    ActivationFunction swish = x -> x.times(sigmoid(x));
    String name = "activations_test_swish_" + UUID.randomUUID();
    Activations.register(name, () -> swish);

    assertThat(value(name, 2)).isCloseTo(2 / (1 + Math.exp(-2)), within(1e-6));
    assertThat(Activations.get(name).name()).isEqualTo(name);
    assertThat(swish.name()).isEqualTo("activation");
    assertThat(swish.config().toString()).isEqualTo("{}");
  }

  private static double value(String name, double x) {
    INDArray one = Nd4j.createFromArray(x);
    return Evaluate.of(in -> Activations.get(name).apply(in.get(0)), one).getDouble(0);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(() -> new Celu().alpha(0), "celu: alpha must be finite and not 0. Received: 0.0."),
        wrong(() -> new Elu().alpha(Double.NaN), "elu: alpha must be finite. Received: NaN."),
        wrong(
            () -> new HardShrink().threshold(-1),
            "hard_shrink: threshold must be at least 0 and finite. Received: -1.0."),
        wrong(
            () -> new SoftShrink().threshold(-1),
            "soft_shrink: threshold must be at least 0 and finite. Received: -1.0."),
        wrong(
            () -> new LeakyRelu().negativeSlope(Double.POSITIVE_INFINITY),
            "leaky_relu: negativeSlope must be finite. Received: Infinity."),
        wrong(
            () -> new Relu().negativeSlope(-1),
            "relu: negativeSlope must be at least 0 and finite. Received: -1.0."),
        wrong(
            () -> new Relu().maxValue(-1),
            "relu: maxValue must be at least 0 and finite. Received: -1.0."),
        wrong(
            () -> new Relu().threshold(-1),
            "relu: threshold must be at least 0 and finite. Received: -1.0."),
        wrong(
            () -> new Squareplus().b(-1),
            "squareplus: b must be at least 0 and finite. Received: -1.0."),
        wrong(
            () -> new Threshold().threshold(Double.NaN),
            "threshold: threshold must be finite. Received: NaN."),
        wrong(
            () -> new Threshold().defaultValue(Double.NaN),
            "threshold: defaultValue must be finite. Received: NaN."));
  }

  private static Arguments wrong(Supplier<ActivationFunction> function, String message) {
    return arguments(function, message);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsOutOfRangeIsRefused(Supplier<ActivationFunction> function, String message) {
    assertThatIllegalArgumentException().isThrownBy(function::get).withMessageStartingWith(message);
  }

  @Test
  void functionsAreValues() {
    Relu plain = new Relu();

    Relu changed = plain.maxValue(6).threshold(1);

    assertThat(plain).isEqualTo(new Relu());
    assertThat(changed).isEqualTo(new Relu().threshold(1).maxValue(6)).isNotEqualTo(plain);
    assertThat(changed)
        .hasToString("relu{negative_slope=0.0, max_value=6.0, threshold=1.0}")
        .hasSameHashCodeAs(new Relu().threshold(1).maxValue(6));
  }

  @Test
  void settersDoWhatConfigurationsDo() {
    assertThat(new Celu().alpha(2)).isEqualTo(made("celu", "alpha", 2));
    assertThat(new Gelu().approximate(true)).isEqualTo(made("gelu", "approximate", true));
    assertThat(new Glu().axis(1)).isEqualTo(made("glu", "axis", 1));
    assertThat(new HardShrink().threshold(2)).isEqualTo(made("hard_shrink", "threshold", 2));
    assertThat(new LogSoftmax().axis(1)).isEqualTo(made("log_softmax", "axis", 1));
    assertThat(new Relu().negativeSlope(2)).isEqualTo(made("relu", "negative_slope", 2));
    assertThat(new SoftShrink().threshold(2)).isEqualTo(made("soft_shrink", "threshold", 2));
    assertThat(new Softmax().axis(1)).isEqualTo(made("softmax", "axis", 1));
    assertThat(new Sparsemax().axis(1)).isEqualTo(made("sparsemax", "axis", 1));
    assertThat(new Squareplus().b(2)).isEqualTo(made("squareplus", "b", 2));
    assertThat(new Threshold().threshold(2)).isEqualTo(made("threshold", "threshold", 2));
    assertThat(new Threshold().defaultValue(2)).isEqualTo(made("threshold", "default_value", 2));
  }

  private static ActivationFunction made(String name, String key, Object value) {
    return Activations.get(name, new Config().with(key, value));
  }

  @Test
  void readsOlderNamesAndNull() {
    assertThat(Activations.get("leaky_relu", new Config().with("alpha", 0.3)))
        .isEqualTo(new LeakyRelu().negativeSlope(0.3));
    assertThat(Activations.get("relu", new Config().with("max_value", null))).isEqualTo(new Relu());
    assertThat(new Sparsemax().config().asMap()).containsOnlyKeys("axis");
    assertThat(new Sparsemax().projection(true).config().get("projection")).isEqualTo(true);
  }

  @Test
  void distributionsNeedABatchAxis() {
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(5)));

    for (String name : new String[] {"softmax", "log_softmax", "sparsemax"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Activations.get(name).apply(x))
          .withMessage(
              "%s: input must have at least 2 axes [batch, …, classes]. Received: [5]. Add the batch axis.",
              name);
    }
  }

  @Test
  void gluNeedsAnEvenLength() {
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(2, 5)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Glu().apply(x))
        .withMessage(
            "glu: axis -1 must have an even length. Received: [2, 5]. Give the layer before an even"
                + " number of units.");
  }
}
