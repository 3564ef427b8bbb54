package io.hornbill.data.internal.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.graph.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ColumnTest {
  private static final INDArray ROWS =
      Nd4j.createFromArray(new float[][] {{0, 1}, {10, 11}, {20, 21}, {30, 31}, {40, 41}});

  private static Column column(INDArray array) {
    return Column.of("fit", "x", array, DataType.FLOAT);
  }

  private static float[][] copied(Column column, int from, int count) {
    INDArray target = Nd4j.zeros(DataType.FLOAT, 3, 2);
    column.copyTo(Bytes.of(target), from, count);
    return target.toFloatMatrix();
  }

  @Test
  void arraysThatFitAreTakenAsTheyAre() {
    Column column = column(ROWS);
    assertThat(column.array()).isSameAs(ROWS);
    assertThat(column.rows()).isEqualTo(5);
    assertThat(column.sample()).isEqualTo(Shape.of(2));
    assertThat(column.batch(32)).isEqualTo(Shape.of(32, 2));
  }

  @Test
  void othersAreConvertedFirst() {
    INDArray doubles = ROWS.castTo(DataType.DOUBLE);
    INDArray transposed = ROWS.transpose().dup('c').transpose();
    INDArray view = Nd4j.hstack(ROWS, ROWS).get(NDArrayIndex.all(), NDArrayIndex.interval(2, 4));
    for (INDArray other : new INDArray[] {doubles, transposed, ROWS.dup('f'), view}) {
      Column column = column(other);
      assertThat(column.array()).isNotSameAs(other);
      assertThat(column.array().dataType()).isEqualTo(DataType.FLOAT);
      assertThat(copied(column, 2, 3)).isDeepEqualTo(new float[][] {{20, 21}, {30, 31}, {40, 41}});
    }
  }

  @Test
  void rowsOfALargerArrayAreNotCopied() {
    INDArray rows = ROWS.get(NDArrayIndex.interval(1, 4));
    Column column = column(rows);
    assertThat(column.array()).isSameAs(rows);
    assertThat(copied(column, 0, 3)).isDeepEqualTo(new float[][] {{10, 11}, {20, 21}, {30, 31}});
  }

  @Test
  void contiguousIsWhatLiesRowByRow() {
    assertThat(Column.isContiguous(ROWS)).isTrue();
    assertThat(Column.isContiguous(ROWS.dup('f'))).isFalse();
    assertThat(Column.isContiguous(ROWS.transpose())).isFalse();
    assertThat(Column.isContiguous(ROWS.get(NDArrayIndex.all(), NDArrayIndex.point(0)))).isFalse();
    assertThat(Column.isContiguous(Nd4j.createFromArray(1f, 2f))).isTrue();
  }

  @Test
  void aRunOfRowsIsCopiedToTheBeginning() {
    assertThat(copied(column(ROWS), 3, 2))
        .isDeepEqualTo(new float[][] {{30, 31}, {40, 41}, {0, 0}});
  }

  @Test
  void rowsArePickedByTheirNumbers() {
    INDArray target = Nd4j.zeros(DataType.FLOAT, 3, 2);
    column(ROWS).copyTo(Bytes.of(target), new int[] {4, 2, 0, 2}, 1, 3);
    assertThat(target.toFloatMatrix()).isDeepEqualTo(new float[][] {{20, 21}, {0, 1}, {20, 21}});
  }

  @Test
  void aSliceCountsFromItsFirstRow() {
    Column slice = column(ROWS).slice(1, 5).slice(1, 4);
    assertThat(slice.rows()).isEqualTo(3);
    assertThat(copied(slice, 0, 2)).isDeepEqualTo(new float[][] {{20, 21}, {30, 31}, {0, 0}});
    INDArray target = Nd4j.zeros(DataType.FLOAT, 1, 2);
    slice.copyTo(Bytes.of(target), new int[] {0, 1, 2}, 2, 1);
    assertThat(target.toFloatMatrix()).isDeepEqualTo(new float[][] {{40, 41}});
  }

  @Test
  void samplesMayHaveAnotherShape() {
    assertThat(column(ROWS).withSample(Shape.of(2, 1)).batch(3)).isEqualTo(Shape.of(3, 2, 1));
  }

  @Test
  void whatHasNoRowsIsRefused() {
    assertThatThrownBy(() -> column(Nd4j.scalar(1f)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "fit: x must have at least one row. Received: shape []. Pass an array [rows, …].");
    assertThatThrownBy(() -> Column.of("predict", "x[1]", Nd4j.empty(), DataType.FLOAT))
        .hasMessageStartingWith("predict: x[1] must have at least one row.");
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "SHORT"})
  void bytesGoFromAnyRowToAnyRow(DataType type) {
    INDArray source = ROWS.castTo(type);
    INDArray target = Nd4j.zeros(type, 4, 2);
    Bytes bytes = Bytes.of(target);
    Bytes.of(source).copyRows(1, bytes, 2, 2);
    assertThat(bytes.owner()).isSameAs(target);
    assertThat(target.castTo(DataType.FLOAT).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 0}, {0, 0}, {10, 11}, {20, 21}});
  }

  /** Two rows to a chunk in one, three in the other. */
  @Test
  void rowsGoFromChunkToChunk() {
    INDArray source = Nd4j.arange(14).reshape('c', 7, 2).castTo(DataType.FLOAT);
    for (int[] sizes : new int[][] {{16, 24}, {24, 16}, {1, 24}, {23, 1000}}) {
      for (int from = 0; from < 3; from++) {
        for (int to = 0; to < 3; to++) {
          INDArray target = Nd4j.zeros(DataType.FLOAT, 7, 2);
          Bytes.of(source, sizes[0]).copyRows(from, Bytes.of(target, sizes[1]), to, 4);
          INDArray expected = Nd4j.zeros(DataType.FLOAT, 7, 2);
          for (int row = 0; row < 4; row++) {
            expected.putRow(to + row, source.getRow(from + row));
          }
          assertThat(target).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void whatIsNoOpenArrayIsRefused() {
    INDArray closed = Nd4j.ones(DataType.FLOAT, 2, 2);
    Column before = column(closed);
    closed.close();

    assertThatThrownBy(() -> column(closed))
        .hasMessageStartingWith("fit: x must be an array that is open.");
    assertThatThrownBy(() -> column(null))
        .hasMessage("fit: x must be an array. Received: null. Pass an array [rows, …].");
    String message = "fit: x must stay open until the call that it was given to has returned.";
    INDArray target = Nd4j.zeros(DataType.FLOAT, 2, 2);
    assertThatThrownBy(() -> before.copyTo(Bytes.of(target), 0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(message);
    assertThatThrownBy(() -> before.copyTo(Bytes.of(target), new int[] {0}, 0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void arraysOfOneAxisHaveNoOtherOrder() {
    assertThat(Column.isContiguous(Nd4j.createFromArray(1f, 2f).dup('f'))).isTrue();
    assertThat(Column.isContiguous(Nd4j.ones(DataType.FLOAT, 1, 3).dup('f'))).isFalse();
  }
}
