package io.hornbill.data.internal.arrays;

import io.hornbill.base.Fault;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The rows of a contiguous array as bytes, to be copied without allocating. */
public final class Bytes {
  private static final long LARGEST_CHUNK = 1L << 30;

  private final INDArray owner;
  private final ByteBuffer[] chunks;
  private final int rowsPerChunk;
  private final int rowBytes;
  private final double filler;

  /** A piece of memory that somebody else owns. */
  private static final class Raw extends BytePointer {
    Raw(long start, long length) {
      super((Pointer) null);
      address = start;
      capacity = length;
      limit = length;
    }
  }

  private Bytes(
      INDArray owner, ByteBuffer[] chunks, int rowsPerChunk, int rowBytes, double filler) {
    this.owner = owner;
    this.chunks = chunks;
    this.rowsPerChunk = rowsPerChunk;
    this.rowBytes = rowBytes;
    this.filler = filler;
  }

  /**
   * Looks at an array.
   *
   * @param array a contiguous array in C order, {@code [rows, ...]}
   */
  public static Bytes of(INDArray array) {
    return of(array, LARGEST_CHUNK);
  }

  /** In chunks of at most so many bytes, or of one row. */
  static Bytes of(INDArray array, long largestChunk) {
    long rows = array.rank() == 0 ? 1 : array.size(0);
    long total = array.length() * array.dataType().width();
    long rowBytes = total / rows;
    long perChunk = Math.min(rows, Math.max(1, largestChunk / rowBytes));
    int count = (int) ((rows + perChunk - 1) / perChunk);
    ByteBuffer[] chunks = new ByteBuffer[count];
    long start = array.data().addressPointer().address();
    for (int i = 0; i < count; i++) {
      long length = Math.min(perChunk, rows - i * perChunk) * rowBytes;
      chunks[i] =
          new Raw(start + i * perChunk * rowBytes, length)
              .asByteBuffer()
              .order(ByteOrder.nativeOrder());
    }
    return new Bytes(array, chunks, (int) perChunk, (int) rowBytes, 0);
  }

  public INDArray owner() {
    return owner;
  }

  /**
   * Looks at all elements of an array of floats, whose owner must be kept.
   *
   * @throws IllegalStateException if it has more than a gigabyte
   */
  public FloatBuffer floats() {
    if (chunks.length != 1) {
      throw Fault.of("predictInto")
          .expected("numbers of a batch must have at most 1 GB")
          .received("more")
          .remedy("Predict fewer rows at once.")
          .state();
    }
    return chunks[0].asFloatBuffer();
  }

  /**
   * Looks at the same array, whose rows may get fewer elements than they have.
   *
   * @param number what the others become
   */
  public Bytes filledWith(double number) {
    return new Bytes(owner, chunks, rowsPerChunk, rowBytes, number);
  }

  /** Copies a run of rows: of longer ones the first elements, behind shorter ones the filler. */
  public void copyRows(int fromRow, Bytes target, int toRow, int rows) {
    if (rowBytes != target.rowBytes) {
      for (int row = 0; row < rows; row++) {
        copyPart(fromRow + row, target, toRow + row);
      }
      return;
    }
    int done = 0;
    while (done < rows) {
      int from = fromRow + done;
      int to = toRow + done;
      int run = Math.min(rows - done, rowsPerChunk - from % rowsPerChunk);
      run = Math.min(run, target.rowsPerChunk - to % target.rowsPerChunk);
      target.chunks[to / target.rowsPerChunk].put(
          to % target.rowsPerChunk * rowBytes,
          chunks[from / rowsPerChunk],
          from % rowsPerChunk * rowBytes,
          run * rowBytes);
      done += run;
    }
  }

  private void copyPart(int fromRow, Bytes target, int toRow) {
    ByteBuffer to = target.chunks[toRow / target.rowsPerChunk];
    int first = toRow % target.rowsPerChunk * target.rowBytes;
    int part = Math.min(rowBytes, target.rowBytes);
    to.put(first, chunks[fromRow / rowsPerChunk], fromRow % rowsPerChunk * rowBytes, part);
    target.fill(to, first + part, first + target.rowBytes);
  }

  private void fill(ByteBuffer row, int from, int to) {
    if (owner.dataType() == DataType.DOUBLE) {
      for (int at = from; at < to; at += Double.BYTES) {
        row.putDouble(at, filler);
      }
    } else {
      for (int at = from; at < to; at += Float.BYTES) {
        row.putFloat(at, (float) filler);
      }
    }
  }
}
