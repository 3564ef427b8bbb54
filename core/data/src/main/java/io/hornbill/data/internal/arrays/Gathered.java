package io.hornbill.data.internal.arrays;

import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The outputs of many batches, put one below the other along their first axes, whatever these mean;
 * of single numbers there is one for each batch, and no axis where there is but one batch.
 */
public final class Gathered {
  private final DataType dataType;
  private final long expected;
  private final List<Column> columns = new ArrayList<>();

  /**
   * Makes room.
   *
   * @param dataType the type of the outputs
   * @param expected how many rows of data there will be; -1 if that is unknown
   */
  public Gathered(DataType dataType, long expected) {
    this.dataType = dataType;
    this.expected = expected;
  }

  /**
   * Says whether a batch has all rows that are expected.
   *
   * @param batchRows how many rows the batch has
   * @return true before the first batch, if no other one is expected
   */
  public boolean awaits(int batchRows) {
    return columns.isEmpty() && expected == batchRows;
  }

  /**
   * Gives the arrays for the only batch.
   *
   * @param empty one array for each output
   */
  public void into(List<INDArray> empty) {
    empty.forEach(array -> columns.add(new Column(array)));
  }

  /**
   * Adds the outputs of a batch.
   *
   * @param rows how many rows of data it has
   * @param shapes the shapes of the outputs
   * @param batch the outputs, which may have more rows than these shapes
   * @throws IllegalArgumentException if they do not fit below those of the batches before
   */
  public void add(int rows, List<Shape> shapes, List<Bytes> batch) {
    if (columns.isEmpty()) {
      for (Shape shape : shapes) {
        long room = Math.max(rows(shape), rows(shape) == rows ? expected : 0);
        columns.add(new Column(make(shape, room)));
      }
    }
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).add(shapes.get(i), batch.get(i));
    }
  }

  private static int rows(Shape shape) {
    return shape.rank() == 0 ? 1 : Math.toIntExact(shape.dim(0));
  }

  private INDArray make(Shape shape, long count) {
    Shape all = shape.rank() == 0 ? Shape.of(count) : shape.with(0, count);
    return Nd4j.createUninitialized(dataType, all.dims(), 'c');
  }

  /** The outputs of all rows. */
  public List<INDArray> arrays() {
    return columns.stream().map(Column::whole).toList();
  }

  /** What there is of one output. */
  private final class Column {
    private INDArray array;
    private int filled;
    private boolean isNumber;

    Column(INDArray array) {
      this.array = array;
    }

    void add(Shape shape, Bytes batch) {
      int more = rows(shape);
      Shape room = Shape.of(array.shape());
      if (shape.rank() > 0 && !shape.without(0).equals(room.without(0))) {
        throw Fault.of("Model")
            .expected("outputs of all batches must have the same lengths but in the first axis")
            .received("%s below %s", shape, room.with(0, filled))
            .remedy("Predict all rows as one batch: predict(x, o -> o.batchSize(rows)).")
            .argument();
      }
      isNumber = shape.rank() == 0 && filled == 0;
      if (filled + more > rows(room)) {
        resize(Math.max(filled + more, 2L * filled));
      }
      batch.copyRows(0, Bytes.of(array), filled, more);
      filled += more;
    }

    private void resize(long count) {
      INDArray before = array;
      array = make(Shape.of(before.shape()), count);
      Bytes.of(before).copyRows(0, Bytes.of(array), 0, filled);
      before.close();
    }

    INDArray whole() {
      if (filled < rows(Shape.of(array.shape()))) {
        resize(filled);
      }
      return isNumber && array.rank() > 0 ? array.reshape(new long[0]) : array;
    }
  }
}
