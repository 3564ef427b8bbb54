package io.hornbill.data.internal.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.graph.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GatheredTest {
  private static void add(Gathered gathered, INDArray... outputs) {
    gathered.add(
        List.of(outputs).stream().map(output -> Shape.of(output.shape())).toList(),
        List.of(outputs).stream().map(Bytes::of).toList());
  }

  /** Rows are unknown, too few, just right, or too many. */
  @ParameterizedTest
  @ValueSource(longs = {-1, 2, 4, 9})
  void batchesLieOneBelowTheOther(long expected) {
    Gathered gathered = new Gathered(DataType.FLOAT, expected);
    add(gathered, Nd4j.createFromArray(new float[][] {{1, 2}}), Nd4j.createFromArray(9f));
    add(
        gathered,
        Nd4j.createFromArray(new float[][] {{3, 4}, {5, 6}, {7, 8}}),
        Nd4j.createFromArray(8f, 7f, 6f));
    List<INDArray> arrays = gathered.arrays();
    assertThat(arrays).hasSize(2);
    assertThat(arrays.get(0).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}});
    assertThat(arrays.get(1).toFloatVector()).containsExactly(9, 8, 7, 6);
  }

  @Test
  void outputsHaveTheSameNumberOfRows() {
    for (INDArray other : List.of(Nd4j.createFromArray(1f, 2f), Nd4j.scalar(1f))) {
      assertThatThrownBy(
              () ->
                  new Gathered(DataType.FLOAT, -1)
                      .add(
                          List.of(Shape.of(1), Shape.of(other.shape())),
                          List.of(Bytes.of(Nd4j.createFromArray(1f)), Bytes.of(other))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Model: all outputs must have the same number of rows.");
    }
  }

  @Test
  void rowsOfTheOnlyBatchGoIntoGivenArrays() {
    Gathered gathered = new Gathered(DataType.FLOAT, 2);
    assertThat(gathered.awaits(1)).isFalse();
    assertThat(gathered.awaits(2)).isTrue();

    INDArray given = Nd4j.create(2, 3);
    gathered.into(List.of(given));
    add(gathered, Nd4j.valueArrayOf(new long[] {2, 3}, 4f));

    assertThat(gathered.awaits(2)).isFalse();
    assertThat(gathered.arrays()).hasSize(1);
    assertThat(gathered.arrays().get(0)).isSameAs(given);
    assertThat(given.minNumber().doubleValue()).isEqualTo(4);
  }
}
