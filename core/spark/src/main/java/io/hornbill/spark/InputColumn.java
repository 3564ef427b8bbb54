package io.hornbill.spark;

import io.hornbill.data.Strings;
import io.hornbill.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What many rows have for one input or target, on its way into one array. */
final class InputColumn {
  private final Cells cells;
  private final List<String> texts = new ArrayList<>();
  private final Floats numbers;
  private int rows;
  private int width;
  private @Nullable INDArray array;

  /**
   * Makes room.
   *
   * @param cells the columns
   * @param expected how many rows there will be at most
   */
  InputColumn(Cells cells, int expected) {
    this.cells = cells;
    numbers = new Floats(Math.multiplyExact(cells.numbers(), expected));
  }

  /** Adds a row of Spark's. */
  void add(InternalRow row) {
    if (cells.isText()) {
      texts.add(cells.string(row));
      return;
    }
    int before = numbers.count();
    cells.add(row, numbers);
    count(numbers.count() - before);
  }

  /** Adds a string, or numbers as floats. */
  void add(Object value) {
    if (value instanceof float[] floats) {
      numbers.addAll(floats);
      count(floats.length);
    } else {
      texts.add((String) value);
    }
  }

  private void count(int added) {
    width = rows++ == 0 ? added : width;
    if (added != width) {
      throw new IllegalArgumentException(
          "Hornbill on Spark: all rows of a worker must have as many numbers. Received: %s and %s. Pad the sequences before."
              .formatted(width, added));
    }
  }

  /** Forgets all rows, and keeps their room. */
  void clear() {
    texts.clear();
    numbers.clear();
    rows = 0;
  }

  /** All rows, {@code [rows, ...]}; of floats it is the same array as long as the shape is. */
  INDArray toArray(DataType type) {
    if (cells.isText()) {
      return Strings.encode(texts);
    }
    long[] shape = Shape.of(rows).append(cells.shape(width)).dims();
    if (array == null || !Arrays.equals(array.shape(), shape)) {
      array = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
    }
    numbers.copyTo(array);
    return type == DataType.FLOAT ? array : array.castTo(type);
  }
}
