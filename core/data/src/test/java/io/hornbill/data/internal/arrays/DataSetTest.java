package io.hornbill.data.internal.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.graph.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DataSetTest {
  private static Column column(float... values) {
    return Column.of("fit", "x", Nd4j.createFromArray(values), DataType.FLOAT);
  }

  private static final Column X = column(1, 2, 3, 4);
  private static final Column Y = column(10, 20, 30, 40);
  private static final Column Z = column(-1, -2, -3, -4);
  private static final Column W = column(0.5f, 1, 1.5f, 2);
  private static final DataSet DATA =
      new DataSet(List.of(X), List.of(Y, Z), Arrays.asList(null, W), 4);

  private static List<INDArray> copied(DataSet data, int first, int count) {
    List<INDArray> inputs =
        data.columns().stream().map(c -> Nd4j.zeros(DataType.FLOAT, count)).toList();
    data.copyTo(inputs.stream().map(Bytes::of).toList(), first, count);
    return inputs;
  }

  @Test
  void columnsComeInTheOrderOfAStepsInputs() {
    assertThat(DATA.columns()).containsExactly(X, Y, Z, W);
    assertThat(new DataSet(List.of(X), List.of(), List.of(), 4).columns()).containsExactly(X);
  }

  @Test
  void rowsOfAllColumnsAreCopied() {
    assertThat(copied(DATA, 1, 2))
        .containsExactly(
            Nd4j.createFromArray(2f, 3f),
            Nd4j.createFromArray(20f, 30f),
            Nd4j.createFromArray(-2f, -3f),
            Nd4j.createFromArray(1f, 1.5f));
  }

  @Test
  void aSliceHasTheSameRowsOfAllColumns() {
    DataSet slice = DATA.slice(2, 4);
    assertThat(slice.rows()).isEqualTo(2);
    assertThat(slice.weights().get(0)).isNull();
    assertThat(copied(slice, 1, 1))
        .containsExactly(
            Nd4j.createFromArray(4f),
            Nd4j.createFromArray(40f),
            Nd4j.createFromArray(-4f),
            Nd4j.createFromArray(2f));
  }

  @Test
  void theShapesOfABatchFollowFromItsRows() {
    BatchShapes shapes = DATA.batch(3);
    assertThat(shapes)
        .isEqualTo(
            new BatchShapes(
                List.of(Shape.of(3)),
                List.of(Shape.of(3), Shape.of(3)),
                Arrays.asList(null, Shape.of(3))));
    assertThat(shapes.rows()).isEqualTo(3);
  }
}
