package io.hornbill.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.graph.Shape;
import io.hornbill.losses.Losses;
import io.hornbill.metrics.MeanAbsoluteError;
import io.hornbill.metrics.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricChoiceTest {
  private static Shape shape(String dims) {
    String[] parts = dims.split("x", -1);
    long[] shape = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      shape[i] = Long.parseLong(parts[i]);
    }
    return Shape.of(shape);
  }

  /** As in Keras the form follows from the shapes, and from the loss where they leave it open. */
  @ParameterizedTest
  @CsvSource({
    "accuracy, 8x1, 8x1, mse, BinaryAccuracy",
    "acc, 8, 8x1, mse, BinaryAccuracy",
    "accuracy, 8x1, 8x10, mse, SparseCategoricalAccuracy",
    "Accuracy, 8x5, 8x5x10, mse, SparseCategoricalAccuracy",
    "accuracy, 8x10, 8x10, categorical_crossentropy, CategoricalAccuracy",
    "accuracy, 8x10, 8x10, binary_crossentropy, BinaryAccuracy",
    "crossentropy, 8x1, 8x1, mse, BinaryCrossentropy",
    "ce, 8x1, 8x10, mse, SparseCategoricalCrossentropy",
    "ce, 8x10, 8x10, mse, CategoricalCrossentropy",
    "mae, 8x10, 8x10, mse, MeanAbsoluteError"
  })
  void namesAreResolvedByShapesAndLoss(
      String name, String yTrue, String yPred, String loss, String expected) {
    MetricChoice choice = MetricChoice.of(name).get(0);
    Metric metric = choice.resolve(shape(yTrue), shape(yPred), Losses.get(loss));
    assertThat(metric.className()).isEqualTo(expected);
    assertThat(metric.name()).isEqualTo(name);
  }

  @Test
  void aMetricIsTakenAsItIs() {
    Metric own = new MeanAbsoluteError().name("error");
    List<MetricChoice> choices = MetricChoice.of("mae", own);
    assertThat(choices).hasSize(2);
    assertThat(choices.get(1).resolve(Shape.of(8, 1), Shape.of(8, 1), null)).isSameAs(own);
  }

  @Test
  void unknownNamesAndOtherThingsAreRefusedAtOnce() {
    assertThatThrownBy(() -> MetricChoice.of("mea"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Unknown metric \"mea\"");
    assertThatThrownBy(() -> MetricChoice.of(7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Model: a metric must be a name or a Metric. Received: 7. Use Metric.of(name, function) for your own.");
  }
}
