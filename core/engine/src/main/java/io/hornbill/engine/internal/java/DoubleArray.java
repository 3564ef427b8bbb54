package io.hornbill.engine.internal.java;

import io.hornbill.engine.internal.kernel.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;

/** A buffer's elements as doubles in a Java array, whatever its type. */
final class DoubleArray {
  private static final int TILE = 4096;

  private final Buffer buffer;
  private double[] values = new double[0];
  private float[] tile = new float[0];
  private FloatBuffer floats = FloatBuffer.allocate(0);
  private DoubleBuffer doubles = DoubleBuffer.allocate(0);

  DoubleArray(Buffer buffer) {
    this.buffer = buffer;
  }

  double[] values() {
    return values;
  }

  void bind() {
    values = new double[Math.toIntExact(buffer.elements())];
    if (buffer.dataType() == DataType.DOUBLE) {
      doubles = buffer.doubles();
    } else {
      floats = buffer.floats();
      tile = new float[Math.min(TILE, values.length)];
    }
  }

  void load() {
    if (buffer.dataType() == DataType.DOUBLE) {
      doubles.get(0, values);
      return;
    }
    for (int from = 0; from < values.length; from += TILE) {
      int count = Math.min(TILE, values.length - from);
      floats.get(from, tile, 0, count);
      for (int i = 0; i < count; i++) {
        values[from + i] = tile[i];
      }
    }
  }

  void store() {
    if (buffer.dataType() == DataType.DOUBLE) {
      doubles.put(0, values);
      return;
    }
    for (int from = 0; from < values.length; from += TILE) {
      int count = Math.min(TILE, values.length - from);
      for (int i = 0; i < count; i++) {
        tile[i] = (float) values[from + i];
      }
      floats.put(from, tile, 0, count);
    }
  }
}
