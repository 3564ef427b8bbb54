package io.hornbill.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class SequencesTest {

  private final List<int[]> rows =
      List.of(new int[] {1}, new int[] {2, 3}, new int[] {4, 5, 6}, new int[0]);

  @Test
  void padsAndCutsInFront() {
    // Keras: pad_sequences([[1], [2, 3], [4, 5, 6], []], maxlen=2)
    assertThat(Sequences.pad(rows, 2).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 1}, {2, 3}, {5, 6}, {0, 0}});
  }

  @Test
  void takesTheLongestSequencesLength() {
    assertThat(Sequences.pad(rows, o -> {}).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 0, 1}, {0, 2, 3}, {4, 5, 6}, {0, 0, 0}});
  }

  @Test
  void padsAtTheEndWithAnotherValue() {
    assertThat(Sequences.pad(rows, o -> o.padding("post").value(-1)).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, -1, -1}, {2, 3, -1}, {4, 5, 6}, {-1, -1, -1}});
  }

  @Test
  void cutsAtTheEnd() {
    assertThat(Sequences.pad(rows, o -> o.maxLen(2).truncating("post")).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 1}, {2, 3}, {4, 5}, {0, 0}});
  }

  @Test
  void takesRowsOfArrays() {
    int[][] array = rows.toArray(int[][]::new);
    assertThat(Sequences.pad(array)).isEqualTo(Sequences.pad(rows));
    assertThat(Sequences.pad(array, 2).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 1}, {2, 3}, {5, 6}, {0, 0}});
    assertThat(Sequences.pad(array, 2, o -> o.padding("post").truncating("post")).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 0}, {2, 3}, {4, 5}, {0, 0}});
    assertThat(Sequences.pad(array, o -> o.padding("post").value(-1)).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, -1, -1}, {2, 3, -1}, {4, 5, 6}, {-1, -1, -1}});
  }

  @Test
  void refusesOtherSides() {
    assertThatThrownBy(() -> Sequences.pad(rows, o -> o.padding("left")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("padding must be \"pre\" or \"post\". Received: \"left\"");
    assertThatThrownBy(() -> Sequences.pad(rows, o -> o.truncating("right")))
        .hasMessageContaining("truncating");
    assertThatThrownBy(() -> Sequences.pad(rows, 0)).hasMessageContaining("maxLen");
  }

  @Test
  void marksTheWordsOfEachSequence() {
    List<int[]> words = List.of(new int[] {1, 1, 3}, new int[] {0, 4}, new int[0]);
    assertThat(Sequences.toMatrix(words, 4).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 1, 0, 1}, {1, 0, 0, 0}, {0, 0, 0, 0}});
    assertThatThrownBy(() -> Sequences.toMatrix(List.of(new int[] {1}, new int[] {2, -1}), 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Sequences: words must be numbers of at least 0. Received: -1 in row 1. Number them from 0.");
  }

  @Test
  void makesLabelsVectors() {
    float[][] expected = {{1, 0, 0}, {0, 0, 1}};
    assertThat(Labels.toCategorical(new int[] {0, 2}, 3).toFloatMatrix()).isDeepEqualTo(expected);
    assertThat(Labels.toCategorical(0, 2).toFloatMatrix()).isDeepEqualTo(expected);
    assertThat(Labels.toCategorical(List.of(0, 2)).toFloatMatrix()).isDeepEqualTo(expected);
    assertThat(Labels.toCategorical(List.of(0, 2), 4).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 0, 0, 0}, {0, 0, 1, 0}});
    assertThat(Labels.toCategorical(Nd4j.createFromArray(0f, 2f), 3).toFloatMatrix())
        .isDeepEqualTo(expected);
    // as in Keras, a last axis of length 1 is dropped, and others are kept
    assertThat(Labels.toCategorical(Nd4j.createFromArray(new float[][] {{0}, {2}}), 3).shape())
        .containsExactly(2, 3);
    assertThat(
            Labels.toCategorical(Nd4j.createFromArray(new float[][] {{0, 1}, {2, 0}}), 4).shape())
        .containsExactly(2, 2, 4);
  }

  @Test
  void refusesLabelsOutOfRange() {
    assertThatThrownBy(() -> Labels.toCategorical(new int[] {0, 3}, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whole numbers from 0 to 2. Received: 3.0 at position 1");
    assertThatThrownBy(() -> Labels.toCategorical(new int[] {-1}, 3)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> Labels.toCategorical(Nd4j.createFromArray(.5f), 3))
        .hasMessageContaining("0.5");
  }
}
