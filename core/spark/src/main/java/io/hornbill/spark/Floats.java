package io.hornbill.spark;

import java.nio.FloatBuffer;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.Platform;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Numbers that grow, on the heap or, as long as they have room there, in an array. */
final class Floats {
  private final @Nullable INDArray array;
  private float @Nullable [] heap;
  private long start;
  private int room;
  private int count;

  /** Makes room for so many numbers; there may be more. */
  Floats(int expected) {
    array = null;
    room = Math.max(16, expected);
    heap = new float[room];
    start = Platform.FLOAT_ARRAY_OFFSET;
  }

  /** Puts numbers into an array of floats in C order, from its first place on. */
  Floats(INDArray array) {
    this.array = array;
    clear();
  }

  private void ensure(int more) {
    int needed = Math.addExact(count, more);
    if (needed > room) {
      int larger = Math.max(needed, (int) Math.min(2L * count, 1 << 30));
      float[] moved = new float[larger];
      Platform.copyMemory(
          heap, start, moved, Platform.FLOAT_ARRAY_OFFSET, (long) Float.BYTES * count);
      heap = moved;
      start = Platform.FLOAT_ARRAY_OFFSET;
      room = larger;
    }
  }

  private long next() {
    return start + (long) Float.BYTES * count;
  }

  void add(float value) {
    ensure(1);
    Platform.putFloat(heap, next(), value);
    count++;
  }

  void addAll(float[] more) {
    ensure(more.length);
    long bytes = (long) Float.BYTES * more.length;
    Platform.copyMemory(more, Platform.FLOAT_ARRAY_OFFSET, heap, next(), bytes);
    count += more.length;
  }

  /** Adds an array of floats as it lies in a row. */
  void addFloats(ArrayData array) {
    if (!(array instanceof UnsafeArrayData packed)) {
      addAll(array.toFloatArray());
      return;
    }
    int more = packed.numElements();
    ensure(more);
    Platform.copyMemory(
        packed.getBaseObject(),
        packed.getBaseOffset() + UnsafeArrayData.calculateHeaderPortionInBytes(more),
        heap,
        next(),
        (long) Float.BYTES * more);
    count += more;
  }

  /** Adds an array of doubles as it lies in a row. */
  void addDoubles(ArrayData array) {
    int more = array.numElements();
    ensure(more);
    for (int i = 0; i < more; i++) {
      Platform.putFloat(heap, next() + (long) Float.BYTES * i, (float) array.getDouble(i));
    }
    count += more;
  }

  void addZeros(int more) {
    ensure(more);
    Platform.setMemory(heap, next(), (long) Float.BYTES * more, (byte) 0);
    count += more;
  }

  void set(int at, float value) {
    Platform.putFloat(heap, start + (long) Float.BYTES * at, value);
  }

  int count() {
    return count;
  }

  float[] toArray() {
    if (heap != null && count == heap.length) {
      return heap;
    }
    float[] numbers = new float[count];
    Platform.copyMemory(
        heap, start, numbers, Platform.FLOAT_ARRAY_OFFSET, (long) Float.BYTES * count);
    return numbers;
  }

  /** Forgets the numbers, and keeps their room; what has an array begins there again. */
  void clear() {
    count = 0;
    if (array != null) {
      heap = null;
      start = array.data().address();
      room = Math.toIntExact(array.length());
    }
  }

  /** Copies the numbers to an array of floats in C order, which has room for just them. */
  void copyTo(INDArray to) {
    if (count > 0 && (to != array || heap != null)) {
      Platform.copyMemory(heap, start, null, to.data().address(), (long) Float.BYTES * count);
    }
  }

  /** The numbers of an array in C order. */
  static float[] of(INDArray array) {
    if (array.dataType() != DataType.FLOAT || array.ordering() != 'c' || array.isView()) {
      return array.castTo(DataType.FLOAT).dup('c').data().asFloat();
    }
    float[] numbers = new float[Math.toIntExact(array.length())];
    FloatBuffer buffer = array.data().asNioFloat();
    buffer.get(numbers);
    return numbers;
  }
}
