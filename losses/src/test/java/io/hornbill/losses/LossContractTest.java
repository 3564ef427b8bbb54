package io.hornbill.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What must hold of every registered loss; a new loss is covered as soon as it has a name. */
class LossContractTest {
  static Stream<String> names() {
    return Losses.names().stream().filter(name -> !name.startsWith("losses_test_"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void gradientIsTheDerivativeOfTheValue(String name) {
    Loss loss = Losses.get(name);
    Batch batch = Batch.of(loss);

    Evaluate.assertGradients(x -> loss.apply(Ops.constant(batch.yTrue()), x.get(0)), batch.yPred());
  }

  @ParameterizedTest
  @MethodSource("names")
  void givesOneFiniteValuePerSampleAndLeavesItsArgumentsAlone(String name) {
    Loss loss = Losses.get(name);
    Batch batch = Batch.of(loss);

    INDArray values =
        Evaluate.of(x -> loss.apply(x.get(0), x.get(1)), batch.yTrue(), batch.yPred());

    boolean wholeBatch = Set.of("Dice", "Tversky").contains(loss.className());
    assertThat(values.shape())
        .containsExactly(wholeBatch ? new long[0] : new long[] {batch.yPred().size(0)});
    assertThat(Arrays.stream(values.data().asDouble()).allMatch(Double::isFinite)).isTrue();
    assertThat(batch.yTrue()).isEqualTo(Batch.of(loss).yTrue());
    assertThat(batch.yPred()).isEqualTo(Batch.of(loss).yPred());
  }

  @ParameterizedTest
  @MethodSource("names")
  void singlePrecisionGivesTheSame(String name) {
    Loss loss = Losses.get(name);
    Batch batch = Batch.of(loss);

    double value = batch.value(loss);

    assertThat(batch.as(DataType.FLOAT).value(loss))
        .isCloseTo(value, within(2e-5 * Math.max(1, Math.abs(value))));
  }

  @ParameterizedTest
  @MethodSource("names")
  void rejectsShapesThatDoNotFitAndSaysBoth(String name) {
    Loss loss = Losses.get(name);
    Tensor yTrue = placeholder(4, 5);
    Tensor yPred = placeholder(4, 3);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.apply(yTrue, yPred))
        .withMessageStartingWith(loss.className() + ":")
        .withMessageContaining("[4, 5]")
        .withMessageContaining("[4, 3]");
  }

  @ParameterizedTest
  @MethodSource("names")
  void canBeWrittenWhileTheBatchIsUnknown(String name) {
    Loss loss = Losses.get(name);
    Batch batch = Batch.of(loss);

    Tensor value =
        loss.reduced(unknownBatch(batch.yTrue()), unknownBatch(batch.yPred()), null, null);

    assertThat(value.shape()).isEqualTo(Shape.SCALAR);
  }

  @ParameterizedTest
  @MethodSource("names")
  void isMadeAgainFromItsConfiguration(String name) {
    Loss loss = Losses.get(name);

    Loss again = Losses.get(loss.className(), loss.config());

    assertThat(again).hasSameClassAs(loss);
    assertThat(again.config()).isEqualTo(loss.config());
    assertThat(again.toString()).isEqualTo(loss.toString()).startsWith(loss.className());
  }

  @ParameterizedTest
  @MethodSource("names")
  void bearsItsNameAndReduction(String name) {
    NamedLoss<?> loss = (NamedLoss<?>) Losses.get(name);

    assertThat(loss.name("mine").name()).isEqualTo("mine");
    assertThat(loss.reduction()).isEqualTo(Reduction.SUM_OVER_BATCH_SIZE);
    assertThat(loss.reduction("sum").reduction()).isEqualTo(Reduction.SUM);
  }

  @ParameterizedTest
  @MethodSource("names")
  void theSumIsTheMeanTimesTheNumberOfValues(String name) {
    NamedLoss<?> loss = (NamedLoss<?>) Losses.get(name);
    Batch batch = Batch.of(loss);
    INDArray values =
        Evaluate.of(x -> loss.apply(x.get(0), x.get(1)), batch.yTrue(), batch.yPred());

    double sum = batch.value(loss.reduction(Reduction.SUM));

    assertThat(sum).isCloseTo(values.sumNumber().doubleValue(), within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("names")
  void weightsOfOneChangeNothingAndWeightsOfZeroLeaveNothing(String name) {
    Loss loss = Losses.get(name);
    Batch batch = Batch.of(loss);
    INDArray weights = Nd4j.ones(DataType.DOUBLE, batch.yPred().size(0));

    assertThat(weighted(loss, batch, weights)).isCloseTo(batch.value(loss), within(1e-9));
    assertThat(weighted(loss, batch, weights.mul(0))).isZero();
  }

  private static double weighted(Loss loss, Batch batch, INDArray weights) {
    return Evaluate.of(
            x -> loss.reduced(x.get(0), x.get(1), x.get(2), null),
            batch.yTrue(),
            batch.yPred(),
            weights)
        .getDouble(0);
  }

  private static Tensor placeholder(long... shape) {
    return Ops.placeholder("x", new Spec(DataType.DOUBLE, Shape.of(shape)));
  }

  private static Tensor unknownBatch(INDArray array) {
    return Ops.placeholder(
        "x", new Spec(DataType.DOUBLE, Shape.of(array.shape()).with(0, Shape.UNKNOWN)));
  }
}
