package io.hornbill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class StringsTest {
  /** The bytes of UTF-8, each plus 1: é is C3 A9. */
  @Test
  void aStringIsItsBytesPlusOneAndZeros() {
    INDArray encoded = Strings.encode(List.of("aé", ""));

    assertThat(encoded.shape()).containsExactly(2, 1, 16);
    assertThat(encoded.ravel().toFloatVector()).startsWith(98, 196, 170, 0).hasSize(32);
    assertThat(encoded.sumNumber().intValue()).isEqualTo(98 + 196 + 170);
    assertThat(Strings.encode(List.of("a", "b", "c", "d"), 2, 2).shape()).containsExactly(2, 2, 16);
  }

  @Test
  void lengthsArePowersOfTwoFromSixteenOn() {
    assertThat(Strings.encode(List.of("a".repeat(16))).size(-1)).isEqualTo(16);
    assertThat(Strings.encode(List.of("a".repeat(17))).size(-1)).isEqualTo(32);
    assertThat(Strings.encode(List.of("a".repeat(32), "b")).size(-1)).isEqualTo(32);
    assertThat(Strings.encode(List.of("b", "a".repeat(33))).size(-1)).isEqualTo(64);
  }

  @Test
  void whatIsEncodedIsDecoded() {
    List<String> strings = List.of("a", "", "grün und öl", "x".repeat(16));

    assertThat(Strings.decode(Strings.encode(strings))).isEqualTo(strings);
    assertThat(Strings.decode(new double[] {98, 0, 99, 100, 0, 0}, 2))
        .isEqualTo(List.of("a", "bc", ""));
  }

  @Test
  void eachPlaceHasAString() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Strings.encode(List.of("a", "b"), 3))
        .withMessage(
            "Strings: there must be a string for each place. Received: 2 for shape [3]. Pass at"
                + " least one row.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Strings.encode(List.of()))
        .withMessageContaining("Received: 0 for shape [0, 1].");
  }

  @Test
  void arraysAndListsOfAnyNumberOfAxesHoldStrings() {
    INDArray table = Strings.encode(List.of("a", "b", "c", "d"), 2, 2);

    assertThat(Strings.encode(new String[][] {{"a", "b"}, {"c", "d"}})).isEqualTo(table);
    assertThat(Strings.encode(List.of(List.of("a", "b"), new String[] {"c", "d"})))
        .isEqualTo(table);
    assertThat(Strings.encode(new String[] {"a", "b"}))
        .isEqualTo(Strings.encode(List.of("a", "b")));
    assertThat(Strings.isIn(new String[][] {{"a"}})).isTrue();
    for (Object other : List.of("a", List.of(), List.of(1, "a"), new int[][] {{1}})) {
      assertThat(Strings.isIn(other)).isFalse();
    }
  }

  @Test
  void rowsOfStringsHaveOneLengthAndNothingElse() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Strings.encode(new String[][] {{"a", "b"}, {"c"}}))
        .withMessage(
            "Strings: there must be strings alone, in rows of one length, as the first one [2, 2]."
                + " Received: a row of 1. Fill up the shorter rows, and write numbers as strings.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Strings.encode(List.of("a", (Object) 2)))
        .withMessageContaining("Received: 2. Fill up");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Strings.encode(Arrays.asList(List.of("a"), null)))
        .withMessageContaining("Received: null. Fill up");
  }
}
