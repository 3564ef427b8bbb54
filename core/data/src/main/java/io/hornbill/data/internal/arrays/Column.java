package io.hornbill.data.internal.arrays;

import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An array of a data set, in the model's type and ready to be copied by rows. */
public final class Column {
  private final Name name;
  private final INDArray array;
  private final Bytes bytes;
  private final Shape sample;
  private final int first;
  private final int rows;

  /** How messages name the model, and the array. */
  private record Name(String owner, String what) {}

  private Column(Name name, INDArray array, Bytes bytes, Shape sample, int first, int rows) {
    this.name = name;
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
    if (array.isEmpty() || array.rank() <= 0) {
      throw Fault.of(owner)
          .expected("%s must have at least one row", what)
          .received("shape %s", array.rank() == 0 ? "[]" : Shape.of(array.shape()))
          .remedy("Pass an array [rows, …].")
          .argument();
    }
    INDArray typed = array.dataType() == dataType ? array : array.castTo(dataType);
    INDArray own = isContiguous(typed) ? typed : typed.dup('c');
    Shape sample = Shape.of(own.shape()).without(0);
    return new Column(
        new Name(owner, what), own, Bytes.of(own), sample, 0, Math.toIntExact(own.size(0)));
  }

  /** Requires an array that is there and open. */
  public static void checkOpen(String owner, String what, @Nullable INDArray array) {
    if (array == null) {
      throw Fault.of(owner)
          .expected("%s must be an array", what)
          .received("null")
          .remedy("Pass an array [rows, …].")
          .argument();
    }
    if (array.wasClosed()) {
      throw Fault.of(owner)
          .expected("%s must be an array that is open", what)
          .received("one that was closed")
          .remedy("Close it when it is no longer needed.")
          .argument();
    }
  }

  /** Rows are copied by their address, which an array has as long as it is open. */
  private void requireOpen() {
    if (array.wasClosed()) {
      throw Fault.of(name.owner)
          .expected("%s must stay open until the call that it was given to has returned", name.what)
          .received("an array that was closed meanwhile")
          .remedy("Close it afterwards.")
          .state();
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
    return new Column(name, array, bytes, other, first, rows);
  }

  /** Some of the rows. */
  public Column slice(int from, int to) {
    return new Column(name, array, bytes, sample, first + from, to - from);
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
