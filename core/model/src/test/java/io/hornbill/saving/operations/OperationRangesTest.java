package io.hornbill.saving.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.Input;
import io.hornbill.graph.Tensor;
import io.hornbill.operations.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of operations are checked when a model is put together, and never cut off. */
class OperationRangesTest {
  private static void refused(String className, String setting, Object value, String message) {
    Tensor x = Input.of(4, 6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Operation.of(className).with(setting, value).apply(x))
        .withMessageMatching("(?s)[^:]+: .*" + message + ".*Received: .+\\. .+");
  }

  @ParameterizedTest
  @CsvSource({
    "OneHot, num_classes, 0, must be from 1 to 1048576",
    "RFFT, fft_length, 1073741824, must be from 1 to 1048576",
    "RFFT, fft_length, 1048576, at most 33554432 elements",
    "STFT, sequence_stride, 0, must be from 1 to 1048576",
    "ExtractSequences, sequence_length, -1, must be from 1 to 1048576",
    "Diff, n, 2147483647, must be from 0 to 1048576",
    "Split, indices_or_sections, 1000000000, from 1 to 16384 parts",
    "Repeat, repeats, -1, must be from 1 to 1048576",
    "Tile, repeats, 2147483647, must be from 1 to 1048576",
    "Pad, pad_width, 1073741824, must be from 0 to 1048576",
    "Roll, shift, 4294967300, a whole number of 32 bits",
    "Sum, axis, 4294967297, a whole number of 32 bits",
    "Histogram, bins, 0, must be from 1 to 1048576"
  })
  void numbersHaveABound(String className, String setting, long value, String message) {
    refused(className, setting, value, message);
  }

  @Test
  void picturesAreNotPaddedBeyondTheirTarget() {
    Tensor x = Input.of(6, 8, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Operation.of("PadImages")
                    .with("top_padding", 536870912)
                    .with("left_padding", 2)
                    .with("target_height", 10)
                    .with("target_width", 12)
                    .apply(x))
        .withMessageContaining("room for the last element. Received: from 536870912, step 1");
  }

  @Test
  void settingsHaveAType() {
    refused("Sum", "axis", List.of("x"), "a whole number of 32 bits");
    refused("Sum", "keepdims", 3, "\"keepdims\" must be true or false");
    refused("Einsum", "subscripts", 3, "\"subscripts\" must be a string");
    refused("Moveaxis", "source", null, "\"source\" must be whole numbers");
    refused("Moveaxis", "destination", List.of(), "\"source\" must be whole numbers");
  }

  @Test
  void arraysAmongTheArgumentsHaveRowsOfOneLength() {
    Tensor x = Input.of(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Operation.of("Add").apply(x, List.of(List.of(1.0, 2.0), List.of(3.0))))
        .withMessageContaining("an array must have rows of the same length");
  }

  @Test
  void coordinatesAreOnesForEachAxis() {
    Tensor x = Input.of(4, 6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Operation.of("MapCoordinates").apply(x, List.of(1.0)))
        .withMessageContaining("there must be coordinates for each axis of the input, 3.");
  }

  @Test
  void matricesOfAnySizeAreDescribedAtOnce() {
    Tensor x = Input.of(50_000, 20_000);
    assertThat(Operation.of("SVD").applyAll(x).get(1).shape().dims()).containsExactly(-1, 20_000);
    Tensor q = Operation.of("Qr").with("mode", "reduced").apply(x);
    assertThat(q.shape().dims()).containsExactly(-1, 50_000, 20_000);
  }
}
