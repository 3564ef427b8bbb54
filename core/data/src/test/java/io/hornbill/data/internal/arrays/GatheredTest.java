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
        Math.toIntExact(outputs[0].size(0)),
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
  void outputsMayHaveOtherRowsThanTheData() {
    Gathered gathered = new Gathered(DataType.FLOAT, 1000);
    INDArray rows = Nd4j.createFromArray(1f, 2f);
    add(gathered, rows, Nd4j.scalar(3f), Nd4j.createFromArray(new float[][] {{4}, {5}, {6}}));
    add(gathered, rows, Nd4j.scalar(7f), Nd4j.createFromArray(new float[][] {{8}}));
    List<INDArray> arrays = gathered.arrays();
    assertThat(arrays.get(0).toFloatVector()).containsExactly(1, 2, 1, 2);
    assertThat(arrays.get(1).toFloatVector()).containsExactly(3, 7);
    assertThat(arrays.get(2).toFloatMatrix()).isDeepEqualTo(new float[][] {{4}, {5}, {6}, {8}});
  }

  @Test
  void oneNumberHasNoAxis() {
    Gathered gathered = new Gathered(DataType.FLOAT, -1);
    add(gathered, Nd4j.createFromArray(1f, 2f), Nd4j.scalar(3f));
    assertThat(gathered.arrays().get(1)).isEqualTo(Nd4j.scalar(3f));
  }

  @Test
  void batchesHaveTheSameLengthsButInTheFirstAxis() {
    Gathered gathered = new Gathered(DataType.FLOAT, -1);
    add(gathered, Nd4j.create(2, 3));
    assertThatThrownBy(() -> add(gathered, Nd4j.create(2, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Model: outputs of all batches must have the same lengths but in the first axis."
                + " Received: [2, 4] below [2, 3]. Predict all rows as one batch: predict(x, o ->"
                + " o.batchSize(rows)).");
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
