package io.hornbill.data.internal.arrays;

import io.hornbill.base.Checks;
import io.hornbill.graph.Shape;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An array of a data set, in the model's type and ready to be copied by rows. */
public final class Column {
  private final String what;
  private final INDArray array;
  private final Bytes bytes;
  private final Shape sample;
  private final int first;
  private final int rows;

  private Column(String what, INDArray array, Bytes bytes, Shape sample, int first, int rows) {
    this.what = what;
    this.array = array;
    this.bytes = bytes;
    this.sample = sample;
    this.first = first;
    this.rows = rows;
  }

  /**
   * Takes a user's array.
   *
   * @param owner how messages name the model
   * @param what how messages name the array: {@code x}, {@code y[1]}
   * @param array any type, order and strides; copied only if it must be
   * @param dataType the type that the model wants
   */
  public static Column of(String owner, String what, INDArray array, DataType dataType) {
    checkOpen(owner, what, array);
    Checks.argument(
        !array.isEmpty() && array.rank() > 0,
        "%s: %s must have at least one row. Received: shape %s. Pass an array [rows, …].",
        owner,
        what,
        array.rank() == 0 ? "[]" : Shape.of(array.shape()));
    INDArray typed = array.dataType() == dataType ? array : array.castTo(dataType);
    INDArray own = isContiguous(typed) ? typed : typed.dup('c');
    Shape sample = Shape.of(own.shape()).without(0);
    return new Column(
        owner + ": " + what, own, Bytes.of(own), sample, 0, Math.toIntExact(own.size(0)));
  }

  /** Requires an array that is there and open. */
  public static void checkOpen(String owner, String what, @Nullable INDArray array) {
    Checks.argument(
        array != null,
        "%s: %s must be an array. Received: null. Pass an array [rows, …].",
        owner,
        what);
    Checks.argument(
        array != null && !array.wasClosed(),
        "%s: %s must be an array that is open. Received: one that was closed. Close it when it is"
            + " no longer needed.",
        owner,
        what);
  }

  /** Rows are copied by their address, which an array has as long as it is open. */
  private void requireOpen() {
    if (array.wasClosed()) {
      throw new IllegalStateException(
          "%s must stay open until the call that it was given to has returned. Received: an array that was closed meanwhile. Close it afterwards."
              .formatted(what));
    }
  }

  /** Whether the elements lie one after the other in C order. */
  public static boolean isContiguous(INDArray array) {
    long expected = 1;
    for (int i = array.rank() - 1; i >= 0; i--) {
      if (array.size(i) != 1 && array.stride(i) != expected) {
        return false;
      }
      expected *= array.size(i);
    }
    return array.rank() == 1 || array.ordering() == 'c';
  }

  /** The whole array, other rows than this column's included. */
  public INDArray array() {
    return array;
  }

  public int rows() {
    return rows;
  }

  public Shape sample() {
    return sample;
  }

  /** The shape of a batch of so many rows. */
  public Shape batch(int batchRows) {
    return Shape.of(batchRows).append(sample.dims());
  }

  /** The same numbers with samples of another shape. */
  public Column withSample(Shape other) {
    return new Column(what, array, bytes, other, first, rows);
  }

  /** Some of the rows. */
  public Column slice(int from, int to) {
    return new Column(what, array, bytes, sample, first + from, to - from);
  }

  /** Copies a run of rows to the beginning of a target. */
  public void copyTo(Bytes target, int from, int count) {
    requireOpen();
    bytes.copyRows(first + from, target, 0, count);
  }

  /** Copies rows that are picked by their numbers to the beginning of a target. */
  public void copyTo(Bytes target, int[] order, int from, int count) {
    requireOpen();
    for (int i = 0; i < count; i++) {
      bytes.copyRows(first + order[from + i], target, i, 1);
    }
  }
}
