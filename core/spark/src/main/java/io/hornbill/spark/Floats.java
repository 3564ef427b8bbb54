package io.hornbill.spark;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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

  void addAll(double[] more) {
    ensure(more.length);
    for (int i = 0; i < more.length; i++) {
      values[count + i] = (float) more[i];
    }
    count += more.length;
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

  /** The numbers in a new array of a shape and type. */
  INDArray toArray(long[] shape, DataType type) {
    INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
    if (count > 0) {
      array.data().asNioFloat().put(values, 0, count);
    }
    return array.dataType() == type ? array : array.castTo(type);
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
