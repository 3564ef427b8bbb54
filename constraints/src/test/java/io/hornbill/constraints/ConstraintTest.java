package io.hornbill.constraints;

import static io.hornbill.graph.Ops.clip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.base.Config;
import io.hornbill.engine.testing.Evaluate;
import io.hornbill.engine.testing.Golden;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ConstraintTest {
  /** Columns of norm 5 and 0.5, rows of norm √9.09 and √16.16. */
  private static final INDArray W = Nd4j.createFromArray(new double[][] {{3, 0.3}, {-4, 0.4}});

  static Stream<String> names() {
    return Constraints.names().stream();
  }

  @ParameterizedTest
  @CsvSource({
    "maxnorm, 2, 0.5",
    "MaxNorm, 2, 0.5",
    "max_norm, 2, 0.5",
    "unitnorm, 1, 1",
    "UnitNorm, 1, 1",
    "unit_norm, 1, 1",
    "minmaxnorm, 1, 0.5",
    "min_max_norm, 1, 0.5"
  })
  void boundsTheNormsOfColumns(String name, double first, double second) {
    INDArray norms = apply(Constraints.get(name)).norm2(0);

    assertThat(norms.getDouble(0)).isCloseTo(first, within(1e-6));
    assertThat(norms.getDouble(1)).isCloseTo(second, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"nonneg", "NonNeg", "non_neg"})
  void cutsNegativeWeights(String name) {
    assertThat(apply(Constraints.get(name)))
        .isEqualTo(Nd4j.createFromArray(new double[][] {{3, 0.3}, {0, 0.4}}));
  }

  @Test
  void equalBoundsAreTheNorm() {
    assertThat(apply(new MinMaxNorm(2, 2, 1)).norm2(0))
        .isEqualTo(apply(new UnitNorm()).norm2(0).mul(2));
  }

  /** Half of the way from 5 to 1 and from 0.5 to 0.8. */
  @Test
  void minMaxNormGoesPartOfTheWay() {
    INDArray norms = apply(new MinMaxNorm(0.8, 1, 0.5)).norm2(0);

    assertThat(norms.getDouble(0)).isCloseTo(3, within(1e-6));
    assertThat(norms.getDouble(1)).isCloseTo(0.65, within(1e-6));
  }

  @Test
  void takesNormsAlongSeveralAxes() {
    INDArray kernel = Evaluate.uniform(1, -1, 1, 3, 3, 4, 5);
    INDArray bounded = Evaluate.of(x -> new MaxNorm(0.5, 0, 1, 2).apply(x.get(0)), kernel);

    INDArray norms = bounded.reshape(36, 5).norm2(0);
    assertThat(norms.maxNumber().doubleValue()).isCloseTo(0.5, within(1e-6));
    assertThat(norms.minNumber().doubleValue()).isCloseTo(0.5, within(1e-6));
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of(new MaxNorm(), new MaxNorm(3)),
        Arguments.of(new MaxNorm(), new MaxNorm(2, 1)),
        Arguments.of(new UnitNorm(), new UnitNorm(1)),
        Arguments.of(new MinMaxNorm(), new MinMaxNorm(0.9, 1, 1)),
        Arguments.of(new MinMaxNorm(), new MinMaxNorm(0, 2, 1)),
        Arguments.of(new MinMaxNorm(), new MinMaxNorm(0, 1, 0.5)),
        Arguments.of(new MinMaxNorm(), new MinMaxNorm(0, 1, 1, 1)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everySettingChangesTheWeight(Constraint before, Constraint after) {
    assertThat(apply(after)).isNotEqualTo(apply(before));
    assertThat(after.config()).isNotEqualTo(before.config());
  }

  @ParameterizedTest
  @MethodSource("names")
  void leavesAnAllowedWeightAlone(String name) {
    Constraint constraint = Constraints.get(name);
    INDArray once = apply(constraint);
    INDArray twice = Evaluate.of(x -> constraint.apply(x.get(0)), once);

    assertThat(Golden.error(twice, once)).isLessThan(1e-6);
    assertThat(once.shape()).isEqualTo(W.shape());
  }

  @ParameterizedTest
  @MethodSource("names")
  void leavesAZeroWeightZero(String name) {
    INDArray zeros = Nd4j.zeros(DataType.FLOAT, 3, 2);

    assertThat(Evaluate.of(x -> Constraints.get(name).apply(x.get(0)), zeros)).isEqualTo(zeros);
  }

  @ParameterizedTest
  @MethodSource("names")
  void isMadeAgainFromItsConfiguration(String name) {
    Constraint constraint =
        Constraints.get(name, new Config().with("max_value", 3).with("axis", List.of(0, 1)));

    assertThat(Constraints.get(constraint.name(), constraint.config())).isEqualTo(constraint);
  }

  @Test
  void readsKerasOnesSettings() {
    assertThat(Constraints.get("maxnorm", new Config().with("m", 3).with("axis", 1)))
        .isEqualTo(new MaxNorm(3, 1));
    assertThat(Constraints.get("min_max_norm", new Config().with("low", 0.5).with("high", 2)))
        .isEqualTo(new MinMaxNorm(0.5, 2, 1));
  }

  @Test
  void settersMakeNewConstraints() {
    MaxNorm two = new MaxNorm();

    assertThat(two.maxValue(3).axis(0, 1)).isEqualTo(new MaxNorm(3, List.of(0, 1)));
    assertThat(two).isEqualTo(new MaxNorm(2, 0));
    assertThat(new MinMaxNorm().maxValue(2).minValue(0.5).rate(0.9).axis(1))
        .isEqualTo(new MinMaxNorm(0.5, 2, 0.9, 1));
    assertThat(new UnitNorm().axis(1)).isEqualTo(new UnitNorm(1)).isNotEqualTo(new UnitNorm());
    assertThat(new UnitNorm(1).axis()).isEqualTo(new UnitNorm());
  }

  @Test
  void boundsMustFitEachOtherAfterASetterToo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MinMaxNorm().minValue(2))
        .withMessageStartingWith("MinMaxNorm: minValue must not exceed maxValue.");
  }

  @Test
  void takesFunctions() {
    Constraint small = w -> clip(w, -0.1, 0.1);

    assertThat(apply(small).amaxNumber().doubleValue()).isCloseTo(0.1, within(1e-12));
    assertThat(small.config()).isEqualTo(new Config());
  }

  @Test
  void refusesBadSettings() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MaxNorm(0))
        .withMessage(
            "MaxNorm: maxValue must be positive and finite. Received: 0.0. Give a number above 0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MaxNorm(Double.NaN))
        .withMessageContaining("Received: NaN.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MinMaxNorm(2, 1, 1))
        .withMessage(
            "MinMaxNorm: minValue must not exceed maxValue. Received: 2.0 and 1.0. Swap them.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MinMaxNorm(-1, 1, 1))
        .withMessageStartingWith("MinMaxNorm: minValue must be at least 0 and finite.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MinMaxNorm(0, 1, 1.5))
        .withMessage(
            "MinMaxNorm: rate must be in [0, 1]. Received: 1.5. Choose a number in that range.");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Constraints.get("maxnrm"))
        .withMessageStartingWith("Unknown constraint \"maxnrm\". Did you mean \"");
  }

  @Test
  void registersUsersOwn() {
    String name = "small_of_a_test_" + UUID.randomUUID();
    Constraints.register(name, () -> new MaxNorm(0.1));

    assertThat(Constraints.names()).contains(name);
    assertThat(Constraints.get(name.toUpperCase(Locale.ROOT))).isEqualTo(new MaxNorm(0.1));
  }

  private static INDArray apply(Constraint constraint) {
    return Evaluate.of(x -> constraint.apply(x.get(0)), W);
  }
}
