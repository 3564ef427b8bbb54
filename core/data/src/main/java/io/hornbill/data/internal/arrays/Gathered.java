package io.hornbill.data.internal.arrays;

import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The outputs of many batches, put one below the other. */
public final class Gathered {
  private final DataType dataType;
  private final List<INDArray> arrays = new ArrayList<>();
  private long capacity;
  private int rows;

  /**
   * Makes room.
   *
   * @param dataType the type of the outputs
   * @param expected how many rows there will be; -1 if that is unknown
   */
  public Gathered(DataType dataType, long expected) {
    this.dataType = dataType;
    capacity = expected;
  }

  /**
   * Says whether one array as large as a batch would hold all rows that are expected.
   *
   * @param batchRows how many rows the batch has
   * @return true before the first batch, if no other one is expected
   */
  public boolean awaits(int batchRows) {
    return arrays.isEmpty() && capacity == batchRows;
  }

  /**
   * Gives the arrays for the rows that are expected.
   *
   * @param empty one array for each output
   */
  public void into(List<INDArray> empty) {
    arrays.addAll(empty);
  }

  /** Adds the outputs of a batch. */
  public void add(List<Shape> shapes, List<Bytes> batch) {
    int more = rows(shapes);
    if (arrays.isEmpty()) {
      capacity = Math.max(capacity, more);
      shapes.forEach(shape -> arrays.add(make(shape, capacity)));
    } else if (rows + more > capacity) {
      resize(Math.max(rows + more, 2 * capacity));
    }
    for (int i = 0; i < arrays.size(); i++) {
      batch.get(i).copyRows(0, Bytes.of(arrays.get(i)), rows, more);
    }
    rows += more;
  }

  /** All outputs have as many rows, or none could be told apart. */
  private static int rows(List<Shape> shapes) {
    Shape first = shapes.get(0);
    for (Shape shape : shapes) {
      if (shape.rank() <= 0 || shape.dim(0) != first.dim(0)) {
        throw Fault.of("Model")
            .expected("all outputs must have the same number of rows")
            .received("shapes %s", shapes)
            .remedy("Keep the first axis of the input.")
            .argument();
      }
    }
    return Math.toIntExact(first.dim(0));
  }

  private INDArray make(Shape shape, long count) {
    return Nd4j.createUninitialized(dataType, shape.with(0, count).dims(), 'c');
  }

  private void resize(long count) {
    for (int i = 0; i < arrays.size(); i++) {
      INDArray before = arrays.get(i);
      INDArray after = make(Shape.of(before.shape()), count);
      Bytes.of(before).copyRows(0, Bytes.of(after), 0, rows);
      before.close();
      arrays.set(i, after);
    }
    capacity = count;
  }

  /** The outputs of all rows. */
  public List<INDArray> arrays() {
    if (rows < capacity) {
      resize(rows);
    }
    return arrays;
  }
}
