package io.hornbill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BatchBufferTest {
  private static INDArray floats(float... values) {
    return Nd4j.createFromArray(values);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void arraysHaveTheModelsTypeAndTheAskedShape(DataType type) {
    try (BatchBuffer buffer = new BatchBuffer(type)) {
      INDArray x = buffer.x(0, 3, 2);
      assertThat(x.dataType()).isEqualTo(type);
      assertThat(x.shape()).containsExactly(3, 2);
      assertThat(x.ordering()).isEqualTo('c');
    }
  }

  @Test
  void memoryIsUsedAgainForAShapeThatWasSeen() {
    try (BatchBuffer buffer = new BatchBuffer(DataType.FLOAT)) {
      INDArray first = buffer.x(0, 3, 2);
      buffer.clear();
      INDArray other = buffer.x(0, 1, 2);
      buffer.clear();
      assertThat(other).isNotSameAs(first);
      assertThat(buffer.x(0, 3, 2)).isSameAs(first);
      assertThat(buffer.y(0, 3, 2)).as("targets have memory of their own").isNotSameAs(first);
    }
  }

  @Test
  void fourShapesAreKeptAndTheOneNotUsedForLongestGoes() {
    try (BatchBuffer buffer = new BatchBuffer(DataType.FLOAT)) {
      List<INDArray> rooms = new ArrayList<>();
      for (int rows : new int[] {1, 2, 3, 4, 1, 5}) {
        buffer.clear();
        rooms.add(buffer.x(0, rows));
      }
      assertThat(rooms.get(4)).isSameAs(rooms.get(0));
      assertThat(rooms.stream().map(INDArray::wasClosed))
          .containsExactly(false, true, false, false, false, false);
      buffer.clear();
      assertThat(buffer.x(0, 2).wasClosed()).as("made anew").isFalse();
    }
  }

  @Test
  void arraysThatWereClosedAreRefused() {
    INDArray closed = floats(1, 2);
    closed.close();
    try (BatchBuffer buffer = new BatchBuffer(DataType.FLOAT)) {
      Batch batch = new Batch(closed, floats(1, 2));
      assertThatThrownBy(() -> buffer.put(batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "BatchSource: an array of a batch must be an array that is open. Received: one that"
                  + " was closed. Close it when it is no longer needed.");
    }
  }

  @Test
  void theBatchHasWhatWasAskedForSinceTheLastOne() {
    try (BatchBuffer buffer = new BatchBuffer(DataType.FLOAT)) {
      INDArray a = buffer.x(0, 2, 1);
      INDArray b = buffer.x(1, 2, 1);
      INDArray y = buffer.y(0, 2);
      INDArray w = buffer.weights(0, 2);
      assertThat(buffer.batch()).isEqualTo(new Batch(List.of(a, b), List.of(y), List.of(w)));
      buffer.x(0, 2, 1);
      assertThat(buffer.batch().x()).as("asked for once more").hasSize(2);
      buffer.clear();
      assertThat(buffer.batch()).isEqualTo(new Batch(List.of(), List.of(), List.of()));
    }
  }

  @Test
  void arraysMustBeAskedForInOrder() {
    try (BatchBuffer buffer = new BatchBuffer(DataType.FLOAT)) {
      buffer.x(0, 1);
      assertThatThrownBy(() -> buffer.x(2, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "BatchBuffer: the arrays of a batch must be asked for in order. Received: number 2 after 1. Begin with 0.");
    }
  }

  @Test
  void aBatchIsCopied() {
    try (BatchBuffer buffer = new BatchBuffer(DataType.FLOAT)) {
      INDArray x = floats(1, 2);
      buffer.put(new Batch(x, floats(3, 4), floats(5, 6)));
      x.assign(0);
      Batch batch = buffer.batch();
      assertThat(batch.x()).containsExactly(floats(1, 2));
      assertThat(batch.y()).containsExactly(floats(3, 4));
      assertThat(batch.weights()).containsExactly(floats(5, 6));
    }
  }

  @Test
  void typesOrdersAndStridesAreConverted() {
    try (BatchBuffer buffer = new BatchBuffer(DataType.FLOAT)) {
      INDArray ints = Nd4j.createFromArray(new int[][] {{1, 2, 3}, {4, 5, 6}});
      INDArray transposed =
          Nd4j.createFromArray(new float[][] {{1, 4}, {2, 5}, {3, 6}}).transpose();
      INDArray fortran = ints.castTo(DataType.DOUBLE).dup('f');
      buffer.put(new Batch(List.of(ints, transposed, fortran), List.of(), List.of()));
      for (INDArray x : buffer.batch().x()) {
        assertThat(x.dataType()).isEqualTo(DataType.FLOAT);
        assertThat(x.ordering()).isEqualTo('c');
        assertThat(x.toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 2, 3}, {4, 5, 6}});
      }
    }
  }

  @Test
  void aBatchWithoutRowsIsRefused() {
    try (BatchBuffer buffer = new BatchBuffer(DataType.FLOAT)) {
      assertThatThrownBy(() -> buffer.put(new Batch(Nd4j.scalar(1f))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "BatchSource: a batch must have at least one row. Received: an array of shape []. Pass arrays [rows, …].");
      assertThatThrownBy(() -> buffer.put(new Batch(Nd4j.empty(DataType.FLOAT))))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void numbersAreWrittenFromAnElementOn(DataType type) {
    try (BatchBuffer buffer = new BatchBuffer(type)) {
      INDArray x = buffer.x(0, 2, 3);
      BatchBuffer.write(x, 0, 1, 2);
      BatchBuffer.write(x, 2, 3, 4, 5, 6);
      assertThat(x.toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 2, 3}, {4, 5, 6}});
    }
  }

  @Test
  void numbersThatDoNotFitAreRefused() {
    try (BatchBuffer buffer = new BatchBuffer(DataType.FLOAT)) {
      INDArray x = buffer.x(0, 3);
      assertThatThrownBy(() -> BatchBuffer.write(x, 2, 1, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "BatchBuffer: numbers must fit into the array. Received: 2 from 2 on for 3. Check the shape.");
      assertThatThrownBy(() -> BatchBuffer.write(x, -1, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void closingFreesAllMemory() {
    BatchBuffer buffer = new BatchBuffer(DataType.FLOAT);
    List<INDArray> rooms =
        List.of(buffer.x(0, 1), buffer.x(1, 2), buffer.y(0, 1), buffer.weights(0, 1));
    buffer.close();
    assertThat(rooms).allMatch(INDArray::wasClosed);
    buffer.clear();
    assertThat(buffer.x(0, 1).wasClosed()).as("made anew").isFalse();
    buffer.close();
  }
}
