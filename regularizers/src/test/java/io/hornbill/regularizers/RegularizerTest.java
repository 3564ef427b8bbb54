package io.hornbill.regularizers;

import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.base.Config;
import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RegularizerTest {
  /** Sizes add up to 10, squares to 30; two samples. */
  private static final INDArray X = Nd4j.createFromArray(new double[][] {{1, -2}, {3, -4}});

  static Stream<String> names() {
    return Regularizers.names().stream();
  }

  @ParameterizedTest
  @CsvSource({
    "l1, 0.1",
    "L1, 0.1",
    "l2, 0.3",
    "l1l2, 0.4",
    "L1L2, 0.4",
    "l1_l2, 0.4",
    "activity_l1, 0.1",
    "activity_l2, 0.3",
    "activity_l1l2, 0.4",
    "WeightRegularizer, 0",
    "ActivityRegularizer, 0"
  })
  void namesHaveTheDefaultsOfKerasOne(String name, double expected) {
    assertThat(penalty(Regularizers.get(name))).isCloseTo(expected, within(1e-12));
  }

  /** cos((1, -2), (3, -4)) = 11 / (√5 5), one pair of rows. */
  @Test
  void orthogonalIsTheMeanSizeOfTheCosines() {
    assertThat(penalty(Regularizers.get("orthogonal")))
        .isCloseTo(0.01 * 11 / (Math.sqrt(5) * 5), within(1e-12));
  }

  @Test
  void weightRegularizerIsKerasOnesNameForBoth() {
    assertThat(penalty(new WeightRegularizer(0.1, 0.01))).isCloseTo(1.3, within(1e-12));
    assertThat(Regularizers.get("WeightRegularizer", new Config().with("l2", 0.1)))
        .isEqualTo(new WeightRegularizer(0, 0.1));
    assertThat(new WeightRegularizer(1, 2).name()).isEqualTo("L1L2");
  }

  @Test
  void oneFactorAloneMakesTheOtherZero() {
    assertThat(Regularizers.get("l1_l2", new Config().with("l2", 0.1))).isEqualTo(new L1L2(0, 0.1));
    assertThat(Regularizers.get("L1L2", new Config().with("l1", 0.1).with("l2", null)))
        .isEqualTo(new L1L2(0.1, 0));
  }

  @Test
  void readsTheFactorOfKerasOne() {
    assertThat(Regularizers.get("l1", new Config().with("l", 0.2))).isEqualTo(new L1(0.2));
    assertThat(Regularizers.get("activity_l2", new Config().with("l", 0.2)))
        .isEqualTo(new ActivityRegularizer(0, 0.2));
  }

  @Test
  void settersMakeNewPenalties() {
    L1L2 both = new L1L2(0.1, 0.2);

    assertThat(both.l1(0.3).l2(0.4)).isEqualTo(new L1L2(0.3, 0.4));
    assertThat(both).isEqualTo(new L1L2(0.1, 0.2));
    assertThat(new L1().l1(0.3)).isEqualTo(new L1(0.3));
    assertThat(new L2().l2(0.3)).isEqualTo(new L2(0.3));
    assertThat(new OrthogonalRegularizer().factor(0.3).mode("columns"))
        .isEqualTo(new OrthogonalRegularizer(0.3, "columns"));
  }

  @Test
  void penaltiesOnOutputsAreDividedByTheBatchSizeExceptKerasOnes() {
    assertThat(outputPenalty(new L1(0.01))).isCloseTo(0.05, within(1e-12));
    assertThat(outputPenalty(new ActivityRegularizer(0.01, 0))).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void anUnknownBatchSizeIsLeftForLater() {
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(Shape.UNKNOWN, 3)));

    assertThat(new L2().applyToOutput(x).shape()).isEqualTo(Shape.SCALAR);
  }

  @Test
  void thePenaltyOfAnEmptyBatchIsNotDivided() {
    Regularizer one = x -> Ops.constant(Nd4j.scalar(1.0));
    Tensor empty = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(0, 3)));

    assertThat(Evaluate.of(x -> one.applyToOutput(empty)).getDouble(0)).isEqualTo(1);
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of(new L1(), new L1(0.02)),
        Arguments.of(new L2(), new L2(0.02)),
        Arguments.of(new L1L2(), new L1L2(0.02, 0.01)),
        Arguments.of(new L1L2(), new L1L2(0.01, 0.02)),
        Arguments.of(new WeightRegularizer(), new WeightRegularizer(0.02, 0)),
        Arguments.of(new WeightRegularizer(), new WeightRegularizer(0, 0.02)),
        Arguments.of(new ActivityRegularizer(), new ActivityRegularizer(0.02, 0)),
        Arguments.of(new ActivityRegularizer(), new ActivityRegularizer(0, 0.02)),
        Arguments.of(new OrthogonalRegularizer(), new OrthogonalRegularizer(0.02, "rows")),
        Arguments.of(new OrthogonalRegularizer(), new OrthogonalRegularizer(0.01, "columns")));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everySettingChangesThePenalty(Regularizer before, Regularizer after) {
    assertThat(penalty(after)).isNotEqualTo(penalty(before));
    assertThat(after.config()).isNotEqualTo(before.config());
  }

  @ParameterizedTest
  @MethodSource("names")
  void hasTheGradientOfItsPenalty(String name) {
    Regularizer regularizer = Regularizers.get(name, new Config().with("l1", 0.3).with("l2", 0.2));

    Evaluate.assertGradients(
        x -> regularizer.apply(x.get(0)), Evaluate.uniform(3, 0.2, 1, 3, 4).subi(0.55));
  }

  @ParameterizedTest
  @MethodSource("names")
  void isMadeAgainFromItsConfiguration(String name) {
    Regularizer regularizer = Regularizers.get(name, new Config().with("l1", 0.3).with("l2", 0.2));
    Regularizer again = Regularizers.get(regularizer.name(), regularizer.config());

    assertThat(penalty(again)).isEqualTo(penalty(regularizer));
    assertThat(again.config()).isEqualTo(regularizer.config());
  }

  @Test
  void takesFunctions() {
    Regularizer quartic = w -> sum(square(square(w))).times(0.01);

    assertThat(penalty(quartic)).isCloseTo(0.01 * (1 + 16 + 81 + 256), within(1e-12));
    assertThat(quartic.config()).isEqualTo(new Config());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesBadFactors(double factor) {
    for (Runnable make :
        List.<Runnable>of(
            () -> new L1(factor),
            () -> new L2(factor),
            () -> new L1L2(factor, 0),
            () -> new L1L2(0, factor),
            () -> new WeightRegularizer(factor, 0),
            () -> new ActivityRegularizer(0, factor),
            () -> new OrthogonalRegularizer(factor, "rows"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(make::run)
          .withMessageContaining(
              "must be at least 0 and finite. Received: " + factor + ". Give 0 or more.");
    }
  }

  @Test
  void orthogonalIsForMatrices() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new OrthogonalRegularizer()
                    .apply(Ops.constant(Nd4j.zeros(DataType.FLOAT, 2, 2, 2))))
        .withMessage(
            "OrthogonalRegularizer: the weight must have 2 axes. Received: [2, 2, 2]. Use it on the kernels of dense layers only.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OrthogonalRegularizer(0.1, "diagonal"))
        .withMessage(
            "OrthogonalRegularizer: mode must be \"rows\" or \"columns\". Received: \"diagonal\". Choose one of them.");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Regularizers.get("activity_l3"))
        .withMessageContaining("Did you mean \"activity_l");
  }

  @Test
  void registersUsersOwn() {
    String name = "half_of_a_test_" + UUID.randomUUID();
    Regularizers.register(name, () -> new L2(0.5));

    assertThat(Regularizers.names()).contains(name);
    assertThat(Regularizers.get(name.toUpperCase(Locale.ROOT))).isEqualTo(new L2(0.5));
  }

  private static double penalty(Regularizer regularizer) {
    return Evaluate.of(x -> regularizer.apply(x.get(0)), X).getDouble(0);
  }

  private static double outputPenalty(Regularizer regularizer) {
    return Evaluate.of(x -> regularizer.applyToOutput(x.get(0)), X).getDouble(0);
  }
}
