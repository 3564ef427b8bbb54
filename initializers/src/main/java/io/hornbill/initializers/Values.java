package io.hornbill.initializers;

import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Fills new arrays. */
final class Values {
  private Values() {}

  /** Returns a new array in C order whose elements are asked for one after the other. */
  static INDArray fill(long[] shape, DataType dataType, DoubleSupplier next) {
    INDArray array = Nd4j.create(dataType, shape, 'c');
    long length = array.length();
    if (length > 0) {
      DataBuffer data = array.data();
      for (long i = 0; i < length; i++) {
        data.put(i, next.getAsDouble());
      }
    }
    return array;
  }

  static INDArray constant(double value, long[] shape, DataType dataType) {
    return fill(shape, dataType, () -> value);
  }
}
