package io.hornbill.activations;

import static io.hornbill.graph.Ops.sigmoid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.engine.testing.Evaluate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    Activations.register("activations_test_swish", () -> swish);

    assertThat(Activations.get("activations_test_swish")).isSameAs(swish);
    assertThat(swish.name()).isEqualTo("activation");
    assertThat(swish.config().toString()).isEqualTo("{}");
  }

  private static double value(String name, double x) {
    INDArray one = Nd4j.createFromArray(x);
    return Evaluate.of(in -> Activations.get(name).apply(in.get(0)), one).getDouble(0);
  }
}
