package io.hornbill.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.data.BatchSource;
import io.hornbill.data.internal.arrays.Shuffle;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

/** Options of fit, evaluate and predict: defaults, what follows from them, and what is refused. */
class OptionsTest {
  private static FitOptions fit() {
    return new FitOptions();
  }

  private static Arguments refusal(ThrowingCallable call, String message) {
    return Arguments.of(message, call);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal(
            () -> fit().batchSize(0),
            "fit: batchSize must be at least 1. Received: 0. Give a positive whole number."),
        refusal(
            () -> fit().epochs(0),
            "fit: epochs must be at least 1. Received: 0. Give a positive whole number."),
        refusal(
            () -> fit().initialEpoch(-1),
            "fit: initialEpoch must be at least 0. Received: -1. Count the epochs done before."),
        refusal(
            () -> fit().verbose(3),
            "fit: verbose must be 0, 1 or 2. Received: 3. Choose silence, a bar or a line."),
        refusal(
            () -> fit().verbose("loud"),
            "fit: verbose must be \"auto\", 0, 1 or 2. Received: \"loud\". Choose one."),
        refusal(
            () -> fit().stepsPerEpoch(0),
            "fit: stepsPerEpoch must be at least 1. Received: 0. Give a positive whole number."),
        refusal(
            () -> fit().prefetch(-1),
            "fit: prefetch must be at least 0. Received: -1. Choose how many batches are read ahead."),
        refusal(
            () -> fit().validationSplit(1),
            "fit: validationSplit must be in [0.0, 1.0). Received: 1.0. Choose a number in that range."),
        refusal(
            () -> fit().validationSteps(0),
            "fit: validationSteps must be at least 1. Received: 0. Give a positive whole number."),
        refusal(
            () -> fit().validationFreq(0),
            "fit: validationFreq must be at least 1. Received: 0. Give a positive whole number."),
        refusal(
            () -> fit().validationFreq(List.of(0, 2)),
            "fit: validationFreq must list epochs, counted from 1. Received: [0, 2]. Give at least one."),
        refusal(
            () -> fit().validationBatchSize(0),
            "fit: validationBatchSize must be at least 1. Received: 0. Give a positive whole number."),
        refusal(
            () -> fit().shuffle("rows"),
            "fit: shuffle must be true, false or \"batch\". Received: \"rows\". Choose one."),
        refusal(
            () -> fit().classWeight(Map.of(1, -2.0)),
            "fit: classWeight must be at least 0 and finite. Received: -2.0. Give 0 or more."),
        refusal(
            () -> fit().batchSize(8).checkForSource(),
            "fit: batchSize is for arrays. Received: it with a BatchSource. Let the source make the batches as you need them."),
        refusal(
            () -> new EvaluateOptions().batchSize(0),
            "evaluate: batchSize must be at least 1. Received: 0. Give a positive whole number."),
        refusal(
            () -> new EvaluateOptions().steps(0),
            "evaluate: steps must be at least 1. Received: 0. Give a positive whole number."),
        refusal(
            () -> new EvaluateOptions().verbose(-1),
            "evaluate: verbose must be 0, 1 or 2. Received: -1. Choose silence, a bar or a line."),
        refusal(
            () -> new EvaluateOptions().prefetch(-1),
            "evaluate: prefetch must be at least 0. Received: -1. Choose how many batches are read ahead."),
        refusal(
            () -> new PredictOptions().batchSize(0),
            "predict: batchSize must be at least 1. Received: 0. Give a positive whole number."),
        refusal(
            () -> new PredictOptions().steps(0),
            "predict: steps must be at least 1. Received: 0. Give a positive whole number."),
        refusal(
            () -> new PredictOptions().verbose("loud"),
            "predict: verbose must be \"auto\", 0, 1 or 2. Received: \"loud\". Choose one."),
        refusal(
            () -> new PredictOptions().prefetch(-1),
            "predict: prefetch must be at least 0. Received: -1. Choose how many batches are read ahead."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void whatMakesNoSenseIsRefused(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  /** The defaults of Keras 3's fit, evaluate and predict; prefetch is ours. */
  @Test
  void haveTheDefaultsOfKeras() {
    assertThat(fit().batchSize()).isEqualTo(32);
    assertThat(fit().validationBatchSize()).isEqualTo(32);
    assertThat(fit().epochs()).isEqualTo(1);
    assertThat(fit().initialEpoch()).isZero();
    assertThat(fit().validationSplit()).isZero();
    assertThat(fit().shuffle()).isEqualTo(Shuffle.ROWS);
    assertThat(fit().prefetch()).isEqualTo(2);
    assertThat(new EvaluateOptions().batchSize()).isEqualTo(32);
    assertThat(new EvaluateOptions().prefetch()).isEqualTo(2);
    assertThat(new PredictOptions().batchSize()).isEqualTo(32);
    assertThat(new PredictOptions().verbose()).isZero();
  }

  @Test
  void validationHasTheBatchSizeOfTrainingUnlessTold() {
    assertThat(fit().batchSize(8).validationBatchSize()).isEqualTo(8);
    assertThat(fit().batchSize(8).validationBatchSize(3).validationBatchSize()).isEqualTo(3);
  }

  private static List<Integer> validated(FitOptions options) {
    return IntStream.range(0, 6).filter(options::validatesAfter).boxed().toList();
  }

  /** Epochs count from 0 here, and from 1 in the list. */
  @Test
  void validationComesAfterSoManyEpochsOrAfterTheListedOnes() {
    assertThat(validated(fit())).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(validated(fit().validationFreq(2))).containsExactly(1, 3, 5);
    assertThat(validated(fit().validationFreq(List.of(1, 5)))).containsExactly(0, 4);
    assertThat(validated(fit().validationFreq(List.of(1)).validationFreq(3))).containsExactly(2, 5);
  }

  @Test
  void theLastValidationDataCounts() {
    BatchSource source = BatchSource.of(Stream.empty());
    assertThat(fit().validation(source).validationSource()).isSameAs(source);
    FitOptions arrays = fit().validation(source).validationData(Nd4j.scalar(1f), Nd4j.scalar(1f));
    assertThat(arrays.validationSource()).isNull();
    assertThat(arrays.validation()).isNotNull();
    assertThat(arrays.validation(source).validation()).isNull();
  }

  @Test
  void aSourceThatComesButOnceFillsOnePass() {
    BatchSource once = BatchSource.of(Stream.empty());
    fit().epochs(9).stepsPerEpoch(2).checkPasses(once);
    fit().epochs(9).initialEpoch(8).checkPasses(once);
    assertThatThrownBy(() -> fit().epochs(9).checkPasses(once))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "fit: a source that can be read only once fills one pass. Received: 9 epochs. Give a supplier of iterators, or stepsPerEpoch.");
    assertThatThrownBy(() -> fit().epochs(9).validationFreq(4).validation(once).validationSource())
        .hasMessageContaining("Received: 2 validations.");
  }
}
