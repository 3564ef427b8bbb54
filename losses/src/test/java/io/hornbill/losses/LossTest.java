package io.hornbill.losses;

import static io.hornbill.graph.Ops.mean;
import static io.hornbill.graph.Ops.minimum;
import static io.hornbill.graph.Ops.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.internal.Pair;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What every loss does with weights and masks, by hand on the values 1, 2 and 6. */
class LossTest {
  private static final INDArray ZEROS = Nd4j.createFromArray(new double[3][1]);
  private static final INDArray PREDICTIONS = Nd4j.createFromArray(new double[][] {{1}, {2}, {6}});
  private static final Loss ERROR = new MeanAbsoluteError();

  @Test
  void theMeanOfTheValuesIsTheDefault() {
    assertThat(reduced(ERROR, null, null)).isCloseTo(3, within(1e-12));
  }

  @Test
  void weightsMultiplyTheValuesAndNotTheirNumber() {
    assertThat(reduced(ERROR, row(1, 0, 2), null)).isCloseTo(13.0 / 3, within(1e-12));
  }

  @Test
  void maskedValuesDoNotCount() {
    assertThat(reduced(ERROR, null, row(1, 0, 1))).isCloseTo(3.5, within(1e-12));
    assertThat(reduced(ERROR, null, row(1, 1, 0))).isCloseTo(1.5, within(1e-12));
    assertThat(reduced(ERROR, null, row(0, 0, 0))).isZero();
  }

  @Test
  void maskAndWeightsMultiply() {
    assertThat(reduced(ERROR, row(1, 5, 2), row(1, 0, 1))).isCloseTo(6.5, within(1e-12));
  }

  @Test
  void theSumIsNotScaledByTheMask() {
    Loss sum = new MeanAbsoluteError().reduction(Reduction.SUM);

    assertThat(reduced(sum, row(1, 5, 2), row(1, 0, 1))).isCloseTo(13, within(1e-12));
  }

  @Test
  void theWeightedMeanIsDividedByTheWeights() {
    Loss mean = new MeanAbsoluteError().reduction(Reduction.MEAN_WITH_SAMPLE_WEIGHT);

    assertThat(reduced(mean, row(1, 0, 3), null)).isCloseTo(19.0 / 4, within(1e-12));
  }

  @Test
  void noReductionLeavesTheWeightedValues() {
    Loss none = new MeanAbsoluteError().reduction("none");

    INDArray values =
        Evaluate.of(
            x -> none.reduced(x.get(0), x.get(1), x.get(2), null),
            ZEROS,
            PREDICTIONS,
            row(1, 0, 2));

    assertThat(values.toDoubleVector()).containsExactly(1, 0, 12);
  }

  @Test
  void oneWeightPerSampleReachesAllItsPositions() {
    INDArray yPred = Nd4j.createFromArray(new double[][][] {{{1}, {2}}, {{3}, {4}}});

    INDArray value =
        Evaluate.of(
            x -> ERROR.reduced(x.get(0), x.get(1), x.get(2), null),
            yPred.mul(0),
            yPred,
            row(1, 10));

    assertThat(value.getDouble(0)).isCloseTo((1 + 2 + 30 + 40) / 4.0, within(1e-12));
  }

  /** Where one of weights and mask is per position, the other per sample, or of length 1. */
  @Test
  void weightsAndMasksOfDifferentRanksMultiply() {
    INDArray yPred = Nd4j.createFromArray(new double[][][] {{{1}, {2}}, {{3}, {4}}});
    INDArray each = Nd4j.createFromArray(new double[][] {{1, 0}, {1, 1}});
    List<INDArray> perSample = List.of(row(1, 10), row(1, 10).reshape(2, 1));
    Loss sum = new MeanAbsoluteError().reduction(Reduction.SUM);

    for (INDArray sample : perSample) {
      assertThat(sum(sum, yPred, sample, each)).isCloseTo(1 + 30 + 40, within(1e-12));
    }
    INDArray oneSample = row(0, 1);
    assertThat(sum(sum, yPred, each.mul(2), oneSample)).isCloseTo(6 + 8, within(1e-12));
  }

  private static double sum(Loss loss, INDArray yPred, INDArray weight, INDArray mask) {
    return Evaluate.of(
            x -> loss.reduced(x.get(0), x.get(1), x.get(2), x.get(3)),
            yPred.mul(0),
            yPred,
            weight,
            mask)
        .getDouble(0);
  }

  /** What is null divides by the number of values, or does not divide. */
  @Test
  void theDivisorIsWhatCounts() {
    Loss weighted = new MeanAbsoluteError().reduction(Reduction.MEAN_WITH_SAMPLE_WEIGHT);
    Loss mean = new MeanAbsoluteError().reduction(Reduction.MEAN);
    Loss sum = new MeanAbsoluteError().reduction(Reduction.SUM);

    assertThat(divisor(ERROR, null, null)).isNull();
    assertThat(divisor(ERROR, row(1, 5, 2), row(1, 0, 1))).isEqualTo(2);
    assertThat(divisor(mean, null, row(3, 0, 1))).isEqualTo(2);
    assertThat(divisor(sum, row(1, 5, 2), row(1, 0, 1))).isNull();
    assertThat(divisor(weighted, null, null)).isNull();
    assertThat(divisor(weighted, row(1, 0, 3), null)).isEqualTo(4);
    assertThat(divisor(weighted, row(1, 5, 2), row(1, 0, 1))).isEqualTo(3);
  }

  @Test
  void whatALossLeavesOutIsLeftOutTogetherWithTheMask() {
    Loss loss = new SparseCategoricalCrossentropy().ignoreClass(0);
    INDArray yPred = Batch.probabilities(3, 4);

    assertThat(
            Evaluate.of(
                    x -> loss.divisor(x.get(0), x.get(1), null, x.get(2)),
                    row(0, 1, 2),
                    yPred,
                    row(1, 1, 0))
                .getDouble(0))
        .isEqualTo(1);
  }

  private static @Nullable Double divisor(
      Loss loss, @Nullable INDArray weight, @Nullable INDArray mask) {
    Tensor found =
        loss.divisor(
            Ops.constant(ZEROS),
            Ops.constant(PREDICTIONS),
            weight == null ? null : Ops.constant(weight),
            mask == null ? null : Ops.constant(mask));
    return found == null ? null : Evaluate.of(x -> found).getDouble(0);
  }

  @Test
  void ofTwoRanksTheLongerLosesItsAxisUnlessTheShorterHasOnlyOne() {
    assertThat(shapes(Shape.of(3), Shape.of(3, 1))).containsExactly(Shape.of(3, 1), Shape.of(3, 1));
    assertThat(shapes(Shape.of(3, 1), Shape.of(3))).containsExactly(Shape.of(3, 1), Shape.of(3, 1));
    assertThat(shapes(Shape.of(3, 2), Shape.of(3, 2, 1)))
        .containsExactly(Shape.of(3, 2), Shape.of(3, 2));
    assertThat(shapes(Shape.of(3, 2, 1), Shape.of(3, 2)))
        .containsExactly(Shape.of(3, 2), Shape.of(3, 2));
  }

  private static List<Shape> shapes(Shape first, Shape second) {
    Pair pair = Pair.sameRank(placeholder(first), placeholder(second));
    return List.of(pair.first().shape(), pair.second().shape());
  }

  private static Tensor placeholder(Shape shape) {
    return Ops.placeholder("x", new Spec(DataType.FLOAT, shape));
  }

  @Test
  void aLossMustReturnItsValues() {
    Loss none = (yTrue, yPred) -> null;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> reduced(none, null, null))
        .withMessage("loss: a loss must return its values. Received: null. Return a tensor.");
  }

  @Test
  void predictionsOfClassesHaveAnAxis() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SparseCategoricalCrossentropy()
                    .apply(placeholder(Shape.SCALAR), placeholder(Shape.SCALAR)))
        .withMessage(
            "SparseCategoricalCrossentropy: predictions must have an axis for the classes. Received: []. Add one.");
  }

  @Test
  void weightsThatDoNotFitAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reduced(ERROR, row(1, 2), null))
        .withMessage(
            "mean_absolute_error: weights and masks must have the shape of the loss values, or only"
                + " their first axes. Received: [2] for values of shape [3]. Give one weight per"
                + " sample or per position.");
  }

  @Test
  void targetsInARowFitPredictionsInAColumn() {
    INDArray value =
        Evaluate.of(x -> ERROR.reduced(x.get(0), x.get(1), null, null), row(0, 0, 0), PREDICTIONS);

    assertThat(value.getDouble(0)).isCloseTo(3, within(1e-12));
  }

  @Test
  void aLambdaIsALoss() {
    Loss clipped = (yTrue, yPred) -> mean(minimum(square(yPred.minus(yTrue)), 4.0), -1);

    assertThat(reduced(clipped, null, null)).isCloseTo((1 + 4 + 4) / 3.0, within(1e-12));
    assertThat(clipped.name()).isEqualTo("loss");
    assertThat(clipped.reduction()).isEqualTo(Reduction.SUM_OVER_BATCH_SIZE);
    assertThat(clipped.config().toString()).isEqualTo("{}");
  }

  @Test
  void aClassOfOnesOwnIsNamedByItself() {
    assertThat(new MyOwnLoss().name()).isEqualTo("my_own_loss");
    assertThat(new MyOwnLoss().className()).isEqualTo("MyOwnLoss");
  }

  @Test
  void aSetterLeavesTheLossItIsCalledOn() {
    Huber huber = new Huber();

    Huber changed = huber.delta(2).name("mine").reduction(Reduction.SUM);

    assertThat(huber.config().number("delta", 0)).isEqualTo(1);
    assertThat(changed.config().number("delta", 0)).isEqualTo(2);
    assertThat(changed.name()).isEqualTo("mine");
    assertThat(changed.reduction()).isEqualTo(Reduction.SUM);
  }

  private static final class MyOwnLoss implements Loss {
    @Override
    public Tensor apply(Tensor yTrue, Tensor yPred) {
      return mean(yPred, -1);
    }
  }

  private static INDArray row(double... values) {
    return Nd4j.createFromArray(values);
  }

  @Test
  void oneAlphaPerClassWeighsTheClasses() {
    Loss each = new CategoricalFocalCrossentropy().alpha(0.25, 0.25, 0.25);
    Loss one = new CategoricalFocalCrossentropy();

    assertThat(Batch.of(one).value(each)).isCloseTo(Batch.of(one).value(one), within(1e-12));
  }

  private static double reduced(Loss loss, @Nullable INDArray weight, @Nullable INDArray mask) {
    List<INDArray> arguments = new ArrayList<>(List.of(ZEROS, PREDICTIONS));
    int weightAt = weight == null ? 0 : arguments.size();
    if (weight != null) {
      arguments.add(weight);
    }
    int maskAt = mask == null ? 0 : arguments.size();
    if (mask != null) {
      arguments.add(mask);
    }
    return Evaluate.of(
            x ->
                loss.reduced(
                    x.get(0),
                    x.get(1),
                    weightAt == 0 ? null : x.get(weightAt),
                    maskAt == 0 ? null : x.get(maskAt)),
            arguments.toArray(INDArray[]::new))
        .getDouble(0);
  }
}
