package io.hornbill.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hornbill.base.Config;
import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every setting of every activation has an effect and is checked. */
class ActivationSettingsTest {
  private static Map<String, ActivationFunction> changed() {
    Map<String, ActivationFunction> all = new TreeMap<>();
    all.put("Celu.alpha", new Celu().alpha(2));
    all.put("Elu.alpha", new Elu().alpha(2));
    all.put("Gelu.approximate", new Gelu().approximate(true));
    all.put("Glu.axis", new Glu().axis(0));
    all.put("HardShrink.threshold", new HardShrink().threshold(2));
    all.put("LeakyRelu.negativeSlope", new LeakyRelu().negativeSlope(0.1));
    all.put("LogSoftmax.axis", new LogSoftmax().axis(0));
    all.put("Relu.maxValue", new Relu().maxValue(1));
    all.put("Relu.negativeSlope", new Relu().negativeSlope(0.1));
    all.put("Relu.threshold", new Relu().threshold(1));
    all.put("SoftShrink.threshold", new SoftShrink().threshold(2));
    all.put("Softmax.axis", new Softmax().axis(0));
    all.put("Sparsemax.axis", new Sparsemax().axis(0));
    all.put("Sparsemax.projection", new Sparsemax().projection(true));
    all.put("Squareplus.b", new Squareplus().b(1));
    all.put("Threshold.defaultValue", new Threshold().defaultValue(5));
    all.put("Threshold.threshold", new Threshold().threshold(1));
    return all;
  }

  static Stream<Arguments> settings() {
    return changed().entrySet().stream().map(e -> arguments(e.getKey(), e.getValue()));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void eachSettingChangesTheFunction(String setting, ActivationFunction changed) {
    INDArray x = Evaluate.uniform(5, -2, 2, 4, 6);

    INDArray plain = Evaluate.of(in -> Activations.get(changed.name()).apply(in.get(0)), x);
    INDArray other = Evaluate.of(in -> changed.apply(in.get(0)), x);

    assertThat(other).as(setting).isNotEqualTo(plain);
    assertThat(Activations.get(changed.name(), changed.config()).config())
        .isEqualTo(changed.config());
  }

  @Test
  void noSettingIsForgottenHere() {
    Set<String> setters =
        ActivationContractTest.names()
            .map(name -> Activations.get(name).getClass())
            .flatMap(
                type ->
                    Arrays.stream(type.getDeclaredMethods())
                        .filter(m -> m.getReturnType() == type && m.getParameterCount() == 1)
                        .filter(m -> Modifier.isPublic(m.getModifiers()))
                        .map(m -> type.getSimpleName() + "." + m.getName()))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(changed().keySet()).isEqualTo(setters);
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
