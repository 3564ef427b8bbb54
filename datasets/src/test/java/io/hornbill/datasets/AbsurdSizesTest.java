package io.hornbill.datasets;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.files.ModelFormatException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays that cannot be made are refused before they are, and numbers are not cut off. */
class AbsurdSizesTest {
  private static final int MOST = Integer.MAX_VALUE;

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s)\\w+: .+ Received: .+\\. .+");
  }

  @Test
  void lengthsThatNoArrayCanHave() {
    List<int[]> three = List.of(new int[] {1}, new int[] {1}, new int[] {2});
    refused(() -> Sequences.pad(three, MOST));
    refused(() -> Sequences.pad(three.subList(0, 1), MOST));
    refused(() -> Sequences.toMatrix(three, MOST));
    refused(() -> Sequences.toMatrix(three, -1));
    refused(() -> Sequences.padFloats(List.of(new float[] {1}), o -> o.maxLen(MOST)));
    refused(() -> Labels.toCategorical(new int[] {0, 1}, MOST));
    refused(() -> Skipgrams.samplingTable(MOST, 1e-5));
    refused(() -> new Tokenizer().numWords(MOST).sequencesToMatrix(three, "binary"));
    refused(() -> Images.load(Images.fromArray(Nd4j.ones(4, 4, 3)), o -> o.size(100_000, 100_000)));
    refused(() -> Images.fromArray(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"config\": 3}",
        "{\"config\": {\"num_words\": -5}}",
        "{\"config\": {\"num_words\": 4294967300}}",
        "{\"config\": {\"document_count\": 0.5}}",
        "{\"config\": {\"word_index\": \"x\"}}",
        "{\"config\": {\"word_index\": \"{\\\"a\\\": 1e30}\"}}",
        "{\"config\": {\"index_docs\": \"{\\\"a\\\": 1}\"}}"
      })
  void tokenizersOfDamagedText(String json) {
    assertThatThrownBy(() -> Tokenizer.fromJson(json))
        .isInstanceOfAny(IllegalArgumentException.class, ModelFormatException.class)
        .hasMessageMatching("(?s)[^:]+: .+ Received: .+\\. .+");
  }
}
