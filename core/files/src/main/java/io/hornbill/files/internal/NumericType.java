package io.hornbill.files.internal;

import io.hornbill.base.Fault;
import io.hornbill.base.HalfFloats;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How numbers lie in a file: their kind, their size and the order of their bytes. Converts them to
 * Java's numbers.
 *
 * <pre>{@code
 * NumericType type = NumericType.FLOAT32;
 * float[] values = new float[10];
 * type.toFloats(buffer, values, 0, 10);
 * }</pre>
 *
 * @param kind the kind of number
 * @param bytes the number of bytes of one: 1, 2, 4 or 8
 * @param order the order of the bytes
 */
public record NumericType(Kind kind, int bytes, ByteOrder order) {

  /** IEEE single precision, little-endian. */
  public static final NumericType FLOAT32 = little(Kind.FLOAT, 4);

  /** IEEE double precision, little-endian. */
  public static final NumericType FLOAT64 = little(Kind.FLOAT, 8);

  /** IEEE half precision, little-endian. */
  public static final NumericType FLOAT16 = little(Kind.FLOAT, 2);

  /** The upper half of single precision, little-endian. */
  public static final NumericType BFLOAT16 = little(Kind.BFLOAT, 2);

  /** Bytes 0 to 255. */
  public static final NumericType UINT8 = little(Kind.UNSIGNED, 1);

  /** Java's {@code int}, little-endian. */
  public static final NumericType INT32 = little(Kind.SIGNED, 4);

  /** Java's {@code long}, little-endian. */
  public static final NumericType INT64 = little(Kind.SIGNED, 8);

  /** Kinds of numbers. */
  public enum Kind {
    /** Truth values of one byte: 0 or not. */
    BOOL,
    /** Two's complement integers. */
    SIGNED,
    /** Integers without a sign. */
    UNSIGNED,
    /** IEEE 754 half, single or double precision. */
    FLOAT,
    /** The upper 16 bits of single precision. */
    BFLOAT
  }

  /**
   * Makes a type.
   *
   * @param kind the kind of number
   * @param bytes the number of bytes of one: 1, 2, 4 or 8
   * @param order the order of the bytes
   * @throws IllegalArgumentException if there is no such number
   */
  public NumericType {
    boolean exists =
        switch (kind) {
          case BOOL -> bytes == 1;
          case SIGNED, UNSIGNED -> bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
          case FLOAT -> bytes == 2 || bytes == 4 || bytes == 8;
          case BFLOAT -> bytes == 2;
        };
    if (!exists) {
      throw Fault.of("NumericType")
          .expected("the kind must exist in this size")
          .received("%s of %s bytes", kind, bytes)
          .remedy("Use 1, 2, 4 or 8 bytes as the kind allows.")
          .argument();
    }
  }

  /**
   * Makes a little-endian type.
   *
   * @param kind the kind of number
   * @param bytes the number of bytes
   * @return the type
   */
  public static NumericType little(Kind kind, int bytes) {
    return new NumericType(kind, bytes, ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Tells whether numbers have fractions.
   *
   * @return true for the floating kinds
   */
  public boolean floating() {
    return kind == Kind.FLOAT || kind == Kind.BFLOAT;
  }

  /**
   * Reads numbers as floats, from the buffer's position on, which moves behind them.
   *
   * @param from the file's bytes
   * @param to the numbers
   * @param offset the index of the first number
   * @param count how many
   */
  public void toFloats(ByteBuffer from, float[] to, int offset, int count) {
    ByteBuffer in = from.order(order);
    if (kind == Kind.FLOAT && bytes == 4) {
      in.asFloatBuffer().get(to, offset, count);
      in.position(in.position() + 4 * count);
      return;
    }
    for (int i = offset; i < offset + count; i++) {
      to[i] = (float) real(in);
    }
  }

  /**
   * Reads numbers as doubles, from the buffer's position on, which moves behind them.
   *
   * @param from the file's bytes
   * @param to the numbers
   * @param offset the index of the first number
   * @param count how many
   */
  public void toDoubles(ByteBuffer from, double[] to, int offset, int count) {
    ByteBuffer in = from.order(order);
    for (int i = offset; i < offset + count; i++) {
      to[i] = real(in);
    }
  }

  /**
   * Reads numbers as longs, from the buffer's position on, which moves behind them. Fractions are
   * cut off; unsigned numbers of 8 bytes keep their bits.
   *
   * @param from the file's bytes
   * @param to the numbers
   * @param offset the index of the first number
   * @param count how many
   */
  public void toLongs(ByteBuffer from, long[] to, int offset, int count) {
    ByteBuffer in = from.order(order);
    for (int i = offset; i < offset + count; i++) {
      to[i] = floating() ? (long) floating(in) : integer(in);
    }
  }

  /**
   * Writes floats, at the buffer's position, which moves behind them. Integers are cut to the
   * type's range.
   *
   * @param from the numbers
   * @param offset the index of the first number
   * @param count how many
   * @param to the file's bytes
   */
  public void fromFloats(float[] from, int offset, int count, ByteBuffer to) {
    ByteBuffer out = to.order(order);
    for (int i = offset; i < offset + count; i++) {
      put(out, from[i]);
    }
  }

  /**
   * Writes doubles, at the buffer's position, which moves behind them. Integers are cut to the
   * type's range.
   *
   * @param from the numbers
   * @param to the file's bytes
   */
  public void fromDoubles(double[] from, ByteBuffer to) {
    ByteBuffer out = to.order(order);
    for (double value : from) {
      put(out, value);
    }
  }

  /**
   * Writes whole numbers, at the buffer's position, which moves behind them. Integers are cut to
   * the type's range.
   *
   * @param from the numbers
   * @param to the file's bytes
   */
  public void fromLongs(long[] from, ByteBuffer to) {
    ByteBuffer out = to.order(order);
    for (long value : from) {
      if (kind == Kind.SIGNED || kind == Kind.UNSIGNED) {
        putInteger(out, value);
      } else {
        put(out, (double) value);
      }
    }
  }

  private void putInteger(ByteBuffer out, long value) {
    switch (bytes) {
      case 1 -> out.put((byte) value);
      case 2 -> out.putShort((short) value);
      case 4 -> out.putInt((int) value);
      default -> out.putLong(value);
    }
  }

  private void put(ByteBuffer out, double value) {
    switch (kind) {
      case FLOAT -> {
        if (bytes == 4) {
          out.putFloat((float) value);
        } else if (bytes == 8) {
          out.putDouble(value);
        } else {
          out.putShort(HalfFloats.toHalf((float) value));
        }
      }
      case BFLOAT -> out.putShort(HalfFloats.toBfloat((float) value));
      case BOOL -> out.put((byte) (value != 0 ? 1 : 0));
      case SIGNED, UNSIGNED -> putInteger(out, (long) value);
    }
  }

  private double real(ByteBuffer in) {
    if (floating()) {
      return floating(in);
    }
    long value = integer(in);
    return kind == Kind.UNSIGNED && value < 0 ? value + 0x1p64 : value;
  }

  private double floating(ByteBuffer in) {
    if (kind == Kind.BFLOAT) {
      return HalfFloats.ofBfloat(in.getShort());
    }
    return switch (bytes) {
      case 2 -> HalfFloats.toFloat(in.getShort());
      case 4 -> in.getFloat();
      default -> in.getDouble();
    };
  }

  private long integer(ByteBuffer in) {
    boolean signed = kind == Kind.SIGNED;
    return switch (bytes) {
      case 1 -> kind == Kind.BOOL ? (in.get() == 0 ? 0 : 1) : signed ? in.get() : in.get() & 0xff;
      case 2 -> signed ? in.getShort() : in.getShort() & 0xffff;
      case 4 -> signed ? in.getInt() : in.getInt() & 0xffffffffL;
      default -> in.getLong();
    };
  }
}
