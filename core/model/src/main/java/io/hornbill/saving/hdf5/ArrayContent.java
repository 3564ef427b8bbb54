package io.hornbill.saving.hdf5;

import io.hornbill.saving.ArrayMemory;
import io.hornbill.saving.NumericType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The elements of an array as they are to lie in a file. */
record ArrayContent(INDArray array, NumericType type) implements FileLayout.Content {

  static ArrayContent of(INDArray array) {
    return new ArrayContent(array, typeOf(array.dataType()));
  }

  long bytes() {
    return array.isEmpty() ? 0 : array.length() * type.bytes();
  }

  @Override
  public void write(WritableByteChannel channel) throws IOException {
    switch (array.dataType()) {
      case DOUBLE -> {
        double[] values = array.dup('c').data().asDouble();
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, 8));
        bytes.order(type.order()).asDoubleBuffer().put(values);
        FileLayout.writeFully(channel, bytes);
      }
      case LONG, INT, UBYTE -> {
        long[] values = array.dup('c').data().asLong();
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, type.bytes()));
        type.fromLongs(values, bytes);
        FileLayout.writeFully(channel, bytes.rewind());
      }
      default -> ArrayMemory.write(array, type, bytes -> FileLayout.writeFully(channel, bytes));
    }
  }

  private static NumericType typeOf(DataType type) {
    return switch (type) {
      case DOUBLE -> NumericType.FLOAT64;
      case HALF -> NumericType.FLOAT16;
      case INT -> NumericType.INT32;
      case LONG -> NumericType.INT64;
      case UBYTE -> NumericType.UINT8;
      default -> NumericType.FLOAT32;
    };
  }
}
