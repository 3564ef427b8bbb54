package io.hornbill.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the settings of metrics refuse, and how. */
class MetricMessagesTest {
  private static final INDArray P =
      Nd4j.createFromArray(
          new double[][] {
            {0.9, 0.3, 0.6},
            {0.55, 0.2, 0.7},
            {0.35, 0.8, 0.1},
            {0.6, 0.4, 0.65},
            {0.45, 0.5, 0.25},
            {0.75, 0.15, 0.85}
          });
  private static final INDArray BITS =
      Nd4j.createFromArray(
          new double[][] {{1, 0, 1}, {1, 0, 1}, {1, 1, 0}, {0, 1, 1}, {1, 0, 0}, {1, 0, 0}});

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(
            () -> new TopKCategoricalAccuracy().k(0),
            "TopKCategoricalAccuracy: k must be at least 1. Received: 0."),
        wrong(
            () -> new Precision().thresholds(1.5), "Precision: thresholds must be in [0.0, 1.0]."),
        wrong(() -> new Precision().thresholds(), "Precision: thresholds must not be empty."),
        wrong(() -> new Precision().topK(0), "Precision: topK must be at least 1. Received: 0."),
        wrong(() -> new Recall().classId(-1), "Recall: classId must be at least 0. Received: -1."),
        wrong(
            () -> new PrecisionAtRecall(1.2),
            "PrecisionAtRecall: recall must be in [0.0, 1.0]. Received: 1.2."),
        wrong(
            () -> new PrecisionAtRecall(0.5).numThresholds(0),
            "PrecisionAtRecall: numThresholds must be at least 1. Received: 0."),
        wrong(
            () -> Metrics.get("PrecisionAtRecall"),
            "PrecisionAtRecall: recall must be given. Received: nothing. Make the metric with new"
                + " PrecisionAtRecall(recall)."),
        wrong(() -> Metrics.get("IoU"), "IoU: numClasses must be given. Received: nothing."),
        wrong(() -> new MeanIoU(0), "MeanIoU: numClasses must be at least 1. Received: 0."),
        wrong(
            () -> new IoU(3, 3),
            "IoU: targetClassIds must be at least one class in [0, 3). Received: [3]."),
        wrong(
            () -> new OneHotIoU(3, 3),
            "OneHotIoU: targetClassIds must be at least one class in [0, 3). Received: [3]."),
        wrong(() -> new AUC().numThresholds(1), "AUC: numThresholds must be at least 2."),
        wrong(
            () -> new AUC().curve("roc curve"),
            "AUC: curve must be one of [ROC, PR, PRGAIN]. Received: roc curve. Choose one of"
                + " them."),
        wrong(() -> new AUC().summationMethod("x"), "AUC: summationMethod must be one of"),
        wrong(() -> new AUC().numLabels(3), "AUC: numLabels is for multiLabel only."),
        wrong(() -> new AUC().labelWeights(-1), "AUC: labelWeights must be at least 0"),
        wrong(
            () -> new F1Score().average("mean"),
            "F1Score: average must be one of [micro, macro, weighted], or null. Received: mean."),
        wrong(() -> new F1Score().threshold(0), "F1Score: threshold must be in (0, 1]."),
        wrong(() -> new FBetaScore().beta(0), "FBetaScore: beta must be positive and finite."),
        wrong(() -> new R2Score().numRegressors(-1), "R2Score: numRegressors must be at least 0."),
        wrong(() -> new R2Score().classAggregation("x"), "R2Score: classAggregation must be"),
        wrong(
            () -> new BinaryAccuracy().threshold(Double.NaN),
            "BinaryAccuracy: threshold must be finite. Received: NaN."));
  }

  private static Arguments wrong(Supplier<Metric> metric, String message) {
    return arguments(metric, message);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsOutOfRangeIsRefused(Supplier<Metric> metric, String message) {
    assertThatIllegalArgumentException().isThrownBy(metric::get).withMessageStartingWith(message);
  }

  static Stream<Arguments> wrongShapes() {
    return Stream.of(
        arguments(
            new Precision().topK(4), "Precision: topK must be at most the number of classes."),
        arguments(new Recall().classId(3), "Recall: classId must be one of the classes"),
        arguments(
            new AUC().multiLabel(true).numLabels(4),
            "AUC: predictions must have numLabels columns. Received: [6, 3] for numLabels 4."),
        arguments(
            new AUC().labelWeights(1, 2), "AUC: labelWeights must have one number per label."));
  }

  @ParameterizedTest
  @MethodSource("wrongShapes")
  void whatDoesNotFitThePredictionsIsRefused(Metric metric, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Epoch(metric).add(BITS, P))
        .withMessageStartingWith(message);
  }

  private static Tensor tensor(long... dims) {
    return Ops.placeholder("x", new Spec(DataType.DOUBLE, Shape.of(dims)));
  }

  private static void assertRefused(
      Metric metric, Tensor yTrue, Tensor yPred, @Nullable Tensor weight, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metric.totals(yTrue, yPred, weight))
        .withMessageStartingWith(message);
  }

  @Test
  void ranksThatDoNotFitAreRefused() {
    assertRefused(
        new F1Score(),
        tensor(3, 2, 3),
        tensor(3, 2, 3),
        null,
        "F1Score: targets and predictions must be [batch, classes]. Received: [3, 2, 3].");
    assertThat(new F1Score().average("micro").totals(tensor(3, 2, 3), tensor(3, 2, 3), null))
        .hasSize(4);
    assertRefused(
        new Recall().classId(0),
        tensor(6),
        tensor(6),
        null,
        "Recall: classId must be one of the classes of predictions [batch, classes]. Received: 0"
            + " for [6].");
    assertRefused(
        new SparseCategoricalAccuracy(),
        tensor(3),
        tensor(),
        null,
        "SparseCategoricalAccuracy: yTrue must be class numbers [batch, ...]");
  }

  @Test
  void weightsThatDoNotFitAreRefused() {
    String message = "Metric: weights must have the shape of the metric's values, or only";
    assertRefused(new MeanSquaredError(), tensor(6, 3), tensor(6, 3), tensor(5), message);
    assertRefused(new MeanSquaredError(), tensor(6, 3), tensor(6, 3), tensor(6, 4, 2), message);
    String counts = "Recall: weights must have the shape of the predictions, or only their first";
    assertRefused(new Recall(), tensor(6, 3), tensor(6, 3), tensor(5), counts);
    assertRefused(new Recall(), tensor(6), tensor(6), tensor(6, 2), counts);
    assertThat(new Recall().totals(tensor(6), tensor(6), tensor(6, 1))).hasSize(2);
    assertThat(new Recall().totals(tensor(6, 3), tensor(6, 3), tensor(6, 1))).hasSize(2);
  }

  @Test
  void thresholdsAndNumbersAtTheirBoundsAreAllowed() {
    assertThat(new Epoch(new TopKCategoricalAccuracy(3)).add(BITS, P).value()).isEqualTo(1);
    assertThat(new Epoch(new TopKCategoricalAccuracy(5)).add(BITS, P).value()).isEqualTo(1);
    assertThat(new Precision().topK(3).totals(tensor(6, 3), tensor(6, 3), null)).hasSize(2);
    assertThat(new F1Score().threshold(1)).isNotEqualTo(new F1Score());
  }
}
