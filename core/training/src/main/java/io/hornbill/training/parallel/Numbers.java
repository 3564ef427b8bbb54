package io.hornbill.training.parallel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbers on their way to other processes: little-endian floats, halves of floats, doubles or
 * bytes.
 */
abstract class Numbers {
  private final int length;
  private final int width;

  private Numbers(int length, int width) {
    this.length = length;
    this.width = width;
  }

  final int length() {
    return length;
  }

  /** The bytes of a number. */
  final int width() {
    return width;
  }

  /** Writes some numbers at the start of an array of bytes. */
  abstract void write(int from, int count, byte[] to);

  /** Reads numbers, and adds them to the own ones or puts them in their place. */
  abstract void read(byte[] bytes, int from, int count, boolean add);

  /** Gives numbers the form in which other processes get them. */
  void round(int from, int count) {}

  static Numbers of(float[] values, Compression compression) {
    return compression == Compression.BF16 ? new Halves(values) : new Floats(values);
  }

  static Numbers of(double[] values) {
    return new Doubles(values);
  }

  static Numbers of(byte[] values) {
    return new Plain(values);
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static final class Floats extends Numbers {
    private final float[] values;
    private float[] scratch = {};

    Floats(float[] values) {
      super(values.length, Float.BYTES);
      this.values = values;
    }

    @Override
    void write(int from, int count, byte[] to) {
      wrap(to).asFloatBuffer().put(values, from, count);
    }

    @Override
    void read(byte[] bytes, int from, int count, boolean add) {
      if (!add) {
        wrap(bytes).asFloatBuffer().get(values, from, count);
        return;
      }
      if (scratch.length < count) {
        scratch = new float[count];
      }
      wrap(bytes).asFloatBuffer().get(scratch, 0, count);
      for (int i = 0; i < count; i++) {
        values[from + i] = scratch[i] + values[from + i];
      }
    }
  }

  private static final class Halves extends Numbers {
    private final float[] values;

    Halves(float[] values) {
      super(values.length, Short.BYTES);
      this.values = values;
    }

    /** To the nearest, ties to even; what is not a number stays so. */
    private static int half(float value) {
      int bits = Float.floatToRawIntBits(value);
      return Float.isNaN(value)
          ? (bits >>> 16) | 0x40
          : (bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16;
    }

    @Override
    void write(int from, int count, byte[] to) {
      for (int i = 0; i < count; i++) {
        int half = half(values[from + i]);
        to[2 * i] = (byte) half;
        to[2 * i + 1] = (byte) (half >>> 8);
      }
    }

    @Override
    void read(byte[] bytes, int from, int count, boolean add) {
      for (int i = 0; i < count; i++) {
        int half = (bytes[2 * i] & 0xFF) | (bytes[2 * i + 1] & 0xFF) << 8;
        float value = Float.intBitsToFloat(half << 16);
        values[from + i] = add ? value + values[from + i] : value;
      }
    }

    @Override
    void round(int from, int count) {
      for (int i = from; i < from + count; i++) {
        values[i] = Float.intBitsToFloat(half(values[i]) << 16);
      }
    }
  }

  private static final class Doubles extends Numbers {
    private final double[] values;

    Doubles(double[] values) {
      super(values.length, Double.BYTES);
      this.values = values;
    }

    @Override
    void write(int from, int count, byte[] to) {
      wrap(to).asDoubleBuffer().put(values, from, count);
    }

    @Override
    void read(byte[] bytes, int from, int count, boolean add) {
      ByteBuffer buffer = wrap(bytes);
      for (int i = 0; i < count; i++) {
        double value = buffer.getDouble(Double.BYTES * i);
        values[from + i] = add ? value + values[from + i] : value;
      }
    }
  }

  private static final class Plain extends Numbers {
    private final byte[] values;

    Plain(byte[] values) {
      super(values.length, Byte.BYTES);
      this.values = values;
    }

    @Override
    void write(int from, int count, byte[] to) {
      System.arraycopy(values, from, to, 0, count);
    }

    @Override
    void read(byte[] bytes, int from, int count, boolean add) {
      System.arraycopy(bytes, 0, values, from, count);
    }
  }
}
