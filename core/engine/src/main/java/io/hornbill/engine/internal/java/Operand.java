package io.hornbill.engine.internal.java;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.View;
import io.hornbill.graph.Shape;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A leaf of an elementwise group, read tile by tile in the order of the result's elements. How it
 * repeats is found once.
 */
final class Operand {
  private enum Repeat {
    NONE,
    SCALAR,
    SUFFIX,
    PREFIX,
    GENERAL
  }

  static final FloatBuffer NO_FLOATS = FloatBuffer.allocate(0);
  static final DoubleBuffer NO_DOUBLES = DoubleBuffer.allocate(0);
  private static final float[] NO_SMALL_FLOATS = {};
  private static final double[] NO_SMALL_DOUBLES = {};
  private static final int[] NO_POSITIONS = {};

  private final Buffer buffer;
  private final Shape shape;
  private final Shape whole;
  private final Repeat repeat;
  private final int period;
  private final boolean isDouble;
  private FloatBuffer floats = NO_FLOATS;
  private DoubleBuffer doubles = NO_DOUBLES;
  private float[] smallFloats = NO_SMALL_FLOATS;
  private double[] smallDoubles = NO_SMALL_DOUBLES;
  private int[] positions = NO_POSITIONS;

  Operand(Buffer buffer, Shape shape, Shape whole) {
    this.buffer = buffer;
    this.shape = shape;
    this.whole = whole;
    isDouble = buffer.dataType() == DataType.DOUBLE;
    long size = shape.size();
    long total = whole.size();
    if (size == total) {
      repeat = Repeat.NONE;
      period = 1;
    } else if (size == 1) {
      repeat = Repeat.SCALAR;
      period = 1;
    } else if (isSuffix()) {
      repeat = Repeat.SUFFIX;
      period = (int) size;
    } else if (isPrefix()) {
      repeat = Repeat.PREFIX;
      period = (int) (total / size);
    } else {
      repeat = Repeat.GENERAL;
      period = 1;
    }
  }

  /** Whether it is read element by element. */
  boolean isWhole() {
    return repeat == Repeat.NONE;
  }

  Buffer buffer() {
    return buffer;
  }

  boolean isDouble() {
    return isDouble;
  }

  /** After leading axes of length 1, all axes are those of the whole. */
  private boolean isSuffix() {
    int rank = shape.rank();
    int lead = 0;
    while (lead < rank && shape.dim(lead) == 1) {
      lead++;
    }
    return shape.slice(lead, rank).equals(whole.slice(whole.rank() - (rank - lead), whole.rank()));
  }

  /** Before trailing axes of length 1, all axes are those of the whole. */
  private boolean isPrefix() {
    int rank = shape.rank();
    int end = rank;
    while (end > 0 && shape.dim(end - 1) == 1) {
      end--;
    }
    return rank == whole.rank() && shape.slice(0, end).equals(whole.slice(0, end));
  }

  void bind() {
    if (isDouble) {
      doubles = buffer.doubles();
    } else {
      floats = buffer.floats();
    }
    if (repeat != Repeat.NONE) {
      int size = (int) shape.size();
      if (isDouble) {
        smallDoubles = new double[size];
      } else {
        smallFloats = new float[size];
      }
    }
    if (repeat == Repeat.GENERAL) {
      positions = View.dense(shape).repeated(whole).positions();
    }
  }

  /** Reads what repeats; called once at the start of a run. */
  void start() {
    if (smallFloats.length > 0) {
      floats.get(0, smallFloats);
    } else if (smallDoubles.length > 0) {
      doubles.get(0, smallDoubles);
    }
  }

  void load(int from, int count, float[] tile) {
    switch (repeat) {
      case NONE -> floats.get(from, tile, 0, count);
      case SCALAR -> java.util.Arrays.fill(tile, 0, count, smallFloats[0]);
      case SUFFIX -> {
        int at = from % period;
        for (int done = 0; done < count; ) {
          int part = Math.min(period - at, count - done);
          System.arraycopy(smallFloats, at, tile, done, part);
          done += part;
          at = 0;
        }
      }
      case PREFIX -> {
        for (int done = 0; done < count; ) {
          int row = (from + done) / period;
          int part = Math.min((row + 1) * period - from, count) - done;
          java.util.Arrays.fill(tile, done, done + part, smallFloats[row]);
          done += part;
        }
      }
      case GENERAL -> {
        for (int i = 0; i < count; i++) {
          tile[i] = smallFloats[positions[from + i]];
        }
      }
    }
  }

  void load(int from, int count, double[] tile) {
    switch (repeat) {
      case NONE -> doubles.get(from, tile, 0, count);
      case SCALAR -> java.util.Arrays.fill(tile, 0, count, smallDoubles[0]);
      case SUFFIX -> {
        for (int i = 0; i < count; i++) {
          tile[i] = smallDoubles[(from + i) % period];
        }
      }
      case PREFIX -> {
        for (int i = 0; i < count; i++) {
          tile[i] = smallDoubles[(from + i) / period];
        }
      }
      case GENERAL -> {
        for (int i = 0; i < count; i++) {
          tile[i] = smallDoubles[positions[from + i]];
        }
      }
    }
  }
}
