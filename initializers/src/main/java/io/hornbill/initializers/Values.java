package io.hornbill.initializers;

import java.util.function.DoubleSupplier;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Fills new arrays. */
final class Values {
  private static final int TILE = 4096;

  private Values() {}

  /** Returns a new array in C order whose elements are asked for one after the other. */
  static INDArray fill(long[] shape, DataType dataType, DoubleSupplier next) {
    INDArray array = Nd4j.create(dataType, shape, 'c');
    long length = array.length();
    if (dataType == DataType.FLOAT && length >= TILE) {
      floats(array, length, next);
      return array;
    }
    DataBuffer data = array.data();
    for (long i = 0; i < length; i++) {
      data.put(i, next.getAsDouble());
    }
    return array;
  }

  /** Writes through a Java array: several times as fast as one element at a time. */
  private static void floats(INDArray array, long length, DoubleSupplier next) {
    FloatPointer memory = new FloatPointer(array.data().addressPointer());
    float[] tile = new float[TILE];
    for (long at = 0; at < length; at += TILE) {
      int count = (int) Math.min(TILE, length - at);
      for (int i = 0; i < count; i++) {
        tile[i] = (float) next.getAsDouble();
      }
      memory.position(at).put(tile, 0, count);
    }
  }

  static INDArray constant(double value, long[] shape, DataType dataType) {
    return fill(shape, dataType, () -> value);
  }
}
