package io.hornbill.files.internal;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array in an open file, of which rows are read when they are asked for; the array may be larger
 * than memory.
 *
 * <pre>{@code
 * try (Hdf5File file = Hdf5File.open(path)) {
 *   file.root().dataset("x").stored().read(1000, batch, 0, 32);
 * }
 * }</pre>
 */
public final class StoredArray {
  private final NumericType type;
  private final long[] shape;
  private final ArrayMemory.Input bytes;
  private final long perRow;

  /**
   * Describes an array.
   *
   * @param type how the numbers lie in the file
   * @param shape {@code [rows, ...]}
   * @param bytes delivers the bytes, in row-major order
   * @param place the file and the place in it
   * @throws ModelFormatException if there are no rows
   */
  public StoredArray(NumericType type, long[] shape, ArrayMemory.Input bytes, String place) {
    this.type = type;
    this.shape = shape.clone();
    this.bytes = bytes;
    long count = ArrayMemory.count(shape, place);
    if (shape.length == 0 || count == 0) {
      throw Fault.of("StoredArray")
          .expected("an array that is read by rows must have some")
          .received("shape %s of %s", Arrays.toString(shape), place)
          .remedy("Choose another one.")
          .as(ModelFormatException::new);
    }
    perRow = count / shape[0];
  }

  /**
   * Tells the shape.
   *
   * @return the length of each axis, {@code [rows, ...]}
   */
  public long[] shape() {
    return shape.clone();
  }

  /**
   * Reads a run of rows.
   *
   * @param row the first one
   * @param target where to write them: a FLOAT or DOUBLE array in 'c' order with rows as long
   * @param targetRow the first row to be written there
   * @param rows how many
   * @throws IllegalArgumentException if the rows are not there, or do not fit into the target
   * @throws ModelFormatException if the file is damaged
   */
  public void read(long row, INDArray target, long targetRow, long rows) {
    boolean real = target.dataType() == DataType.FLOAT || target.dataType() == DataType.DOUBLE;
    if (row < 0
        || targetRow < 0
        || rows < 0
        || row + rows > shape[0]
        || (targetRow + rows) * perRow > target.length()
        || !real
        || target.ordering() != 'c') {
      throw Fault.of("StoredArray")
          .expected("rows must be there, and fit into a FLOAT or DOUBLE array in C order")
          .received(
              "%s rows from %s of %s, for row %s of an array %s",
              rows, row, Arrays.toString(shape), targetRow, Arrays.toString(target.shape()))
          .remedy("Check the numbers.")
          .argument();
    }
    long start = row * perRow * type.bytes();
    ArrayMemory.fill(
        target,
        targetRow * perRow,
        rows * perRow,
        type,
        (offset, buffer) -> bytes.read(start + offset, buffer));
  }
}
