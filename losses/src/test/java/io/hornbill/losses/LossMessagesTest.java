package io.hornbill.losses;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the settings of losses refuse, and how. */
class LossMessagesTest {
  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(
            () -> new Huber().delta(0),
            "Huber: delta must be positive and finite. Received: 0.0. Give a number above 0."),
        wrong(() -> new Huber().delta(Double.NaN), "Huber: delta must be positive and finite."),
        wrong(
            () -> new BinaryCrossentropy().labelSmoothing(1.5),
            "BinaryCrossentropy: labelSmoothing must be in [0.0, 1.0]. Received: 1.5. Choose a"
                + " number in that range."),
        wrong(
            () -> new CategoricalCrossentropy().labelSmoothing(-0.1),
            "CategoricalCrossentropy: labelSmoothing must be in [0.0, 1.0]. Received: -0.1."),
        wrong(
            () -> new BinaryFocalCrossentropy().gamma(-1),
            "BinaryFocalCrossentropy: gamma must be at least 0 and finite. Received: -1.0."),
        wrong(
            () -> new BinaryFocalCrossentropy().alpha(2),
            "BinaryFocalCrossentropy: alpha must be in [0.0, 1.0]. Received: 2.0."),
        wrong(
            () -> new CategoricalFocalCrossentropy().alpha(0.5, -1),
            "CategoricalFocalCrossentropy: alpha must be at least 0 and finite. Received: -1.0."),
        wrong(
            () -> new CategoricalGeneralizedCrossEntropy().q(1),
            "CategoricalGeneralizedCrossEntropy: q must be in (0, 1). Received: 1.0. Choose a"
                + " number in that range."),
        wrong(() -> new Circle().gamma(0), "Circle: gamma must be positive and finite."),
        wrong(() -> new Circle().margin(Double.NaN), "Circle: margin must be finite."),
        wrong(() -> new Tversky().alpha(-1), "Tversky: alpha must be at least 0 and finite."),
        wrong(() -> new Tversky().beta(-1), "Tversky: beta must be at least 0 and finite."),
        wrong(
            () -> new Huber().reduction("average"),
            "Reduction: the name must be one of [none, sum, sum_over_batch_size, mean,"
                + " mean_with_sample_weight]. Received: \"average\". Choose one of them."));
  }

  private static Arguments wrong(Supplier<Loss> loss, String message) {
    return arguments(loss, message);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsOutOfRangeIsRefused(Supplier<Loss> loss, String message) {
    assertThatIllegalArgumentException().isThrownBy(loss::get).withMessageStartingWith(message);
  }

  @Test
  void oneAlphaPerClassIsRequired() {
    Loss two = new CategoricalFocalCrossentropy().alpha(0.2, 0.8);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Batch.of(two).value(two))
        .withMessageStartingWith(
            "CategoricalFocalCrossentropy: alpha must have one weight per class. Received: 2"
                + " weights for predictions [4, 3].");
  }
}
