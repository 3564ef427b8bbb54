package io.hornbill.spark;

import io.hornbill.base.Fault;
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

  /** Whole batches, into which numbers are written at once; null if their shape is not known. */
  private final @Nullable INDArray whole;

  private @Nullable INDArray part;

  /**
   * Makes room.
   *
   * @param cells the columns
   * @param expected how many rows there will be at most
   */
  InputColumn(Cells cells, int expected) {
    this.cells = cells;
    int known = cells.isText() ? 0 : cells.numbers();
    whole = known == 0 || expected == 0 ? null : array(expected, known);
    numbers = whole == null ? new Floats(0) : new Floats(whole);
  }

  private INDArray array(int rows, int width) {
    long[] shape = Shape.of(rows).append(cells.shape(width)).dims();
    return Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
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
      throw Fault.of("Hornbill on Spark")
          .expected("all rows of a worker must have as many numbers")
          .received("%s and %s", width, added)
          .remedy("Pad the sequences before.")
          .argument();
    }
  }

  /** Forgets all rows, and keeps their room. */
  void clear() {
    texts.clear();
    numbers.clear();
    rows = 0;
  }

  /** All rows, {@code [rows, ...]}; of floats it may be the array of the batch before. */
  INDArray toArray(DataType type) {
    if (cells.isText()) {
      return Strings.encode(texts);
    }
    INDArray array = whole != null && whole.size(0) == rows ? whole : part();
    numbers.copyTo(array);
    return type == DataType.FLOAT ? array : array.castTo(type);
  }

  private INDArray part() {
    if (part == null
        || part.size(0) != rows
        || !Arrays.equals(part.shape(), 1, part.rank(), cells.shape(width), 0, part.rank() - 1)) {
      part = array(rows, width);
    }
    return part;
  }
}
