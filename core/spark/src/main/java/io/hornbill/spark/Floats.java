package io.hornbill.spark;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.Platform;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Numbers that grow, and are copied to arrays and back at once. */
final class Floats {
  private float[] values;
  private int count;

  /** Makes room for so many numbers; there may be more. */
  Floats(int expected) {
    values = new float[Math.max(16, expected)];
  }

  private void ensure(int more) {
    int needed = Math.addExact(count, more);
    if (needed > values.length) {
      values = Arrays.copyOf(values, Math.max(needed, (int) Math.min(2L * count, 1 << 30)));
    }
  }

  void add(float value) {
    ensure(1);
    values[count++] = value;
  }

  void addAll(float[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, values, count, more.length);
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
        values,
        Platform.FLOAT_ARRAY_OFFSET + (long) Float.BYTES * count,
        (long) Float.BYTES * more);
    count += more;
  }

  /** Adds an array of doubles as it lies in a row. */
  void addDoubles(ArrayData array) {
    int more = array.numElements();
    ensure(more);
    for (int i = 0; i < more; i++) {
      values[count + i] = (float) array.getDouble(i);
    }
    count += more;
  }

  void addZeros(int more) {
    ensure(more);
    Arrays.fill(values, count, count + more, 0);
    count += more;
  }

  void set(int at, float value) {
    values[at] = value;
  }

  int count() {
    return count;
  }

  float[] toArray() {
    return count == values.length ? values : Arrays.copyOf(values, count);
  }

  /** Forgets the numbers, and keeps their room. */
  void clear() {
    count = 0;
  }

  /** Copies the numbers to an array of floats in C order, which has room for just them. */
  void copyTo(INDArray array) {
    if (count > 0) {
      array.data().asNioFloat().put(values, 0, count);
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
