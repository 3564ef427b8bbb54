package io.hornbill.metrics;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.graph.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Metrics refuse labels that are out of range, as the losses do, and do not count them silently.
 */
class ClassNumberMetricsTest {
  private static final INDArray WRONG = Nd4j.createFromArray(0.0, 1, 12, 3);
  private static final INDArray RIGHT = Nd4j.createFromArray(0.0, 1, 9, 3);
  private static final Shape GUESS = Shape.of(4, 10);

  @Test
  void labelsOutOfRangeAreRefused() {
    for (String name :
        List.of(
            "sparse_categorical_accuracy",
            "sparse_top_k_categorical_accuracy",
            "sparse_categorical_crossentropy")) {
      Metric metric = Metrics.get(name);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> metric.name("other").checkTargets(WRONG, GUESS))
          .withMessage(
              "%s: targets must be whole numbers in [0, 10). Received: 12.0 in row 2 of targets"
                  + " [4]. Correct the label, or give the predictions more classes.",
              metric.className());
      assertThatCode(() -> metric.checkTargets(RIGHT, GUESS)).doesNotThrowAnyException();
    }
  }

  @Test
  void overlapsRefuseNumbersThatAreNoClassAndNotIgnored() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MeanIoU(10).checkTargets(WRONG, Shape.of(4)))
        .withMessageContaining("MeanIoU: targets must be whole numbers in [0, 10). Received: 12.0");
    assertThatCode(() -> new MeanIoU(10).ignoreClass(12).checkTargets(WRONG, Shape.of(4)))
        .doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IoU(3, 1).checkTargets(Nd4j.createFromArray(-1.0), Shape.of(1)));
    assertThatCode(() -> new IoU(3, 1).sparseYTrue(false).checkTargets(WRONG, Shape.of(4, 3)))
        .doesNotThrowAnyException();
  }

  @Test
  void sortedNumbersAreNoClassesOfPredictions() {
    assertThatCode(
            () ->
                new SparseTopKCategoricalAccuracy()
                    .fromSortedIds(true)
                    .checkTargets(WRONG, Shape.of(4, 5)))
        .doesNotThrowAnyException();
  }
}
