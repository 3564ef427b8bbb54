package io.hornbill.files.internal.hdf5;

import io.hornbill.files.internal.NumericType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What an element is.
 *
 * @param kind a number, a string, or something else
 * @param size the number of bytes
 * @param number how a number is represented
 * @param spaces whether texts are padded with spaces
 * @param code the number of HDF5's class of types
 */
record Datatype(Kind kind, int size, @Nullable NumericType number, boolean spaces, int code) {

  enum Kind {
    NUMBER,
    FIXED_TEXT,
    VARIABLE_TEXT,
    OTHER
  }

  private static final int INTEGER = 0;
  private static final int FLOATING = 1;
  private static final int TEXT = 3;
  private static final int OPAQUE = 5;
  private static final int ENUMERATION = 8;
  private static final int VARIABLE = 9;

  static Datatype parse(Hdf5Input input, ByteBuffer in) {
    int first = in.get() & 0xff;
    int code = first & 15;
    int bits = (int) Hdf5Input.unsigned(in, 3);
    int size = in.getInt();
    if (first >> 4 > 5 || size < 0) {
      throw input.damaged("a type's version must be 1 to 5", Integer.toString(first >> 4), 0);
    }
    ByteOrder order = (bits & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    return switch (code) {
      case INTEGER -> number(integer(in, bits, size, order), size, code);
      case FLOATING -> number(floating(in, bits, size, order), size, code);
      case TEXT -> new Datatype(Kind.FIXED_TEXT, size, null, (bits & 15) == 2, code);
      case OPAQUE -> number(size == 2 ? NumericType.BFLOAT16 : null, size, code); // as Keras writes
      case ENUMERATION -> {
        boolean plain = (in.get(in.position()) & 15) == INTEGER; // h5py's booleans
        yield number(plain ? parse(input, in).number : null, size, code);
      }
      case VARIABLE ->
          new Datatype((bits & 15) == 1 ? Kind.VARIABLE_TEXT : Kind.OTHER, size, null, false, code);
      default -> number(null, size, code);
    };
  }

  /** Names the class of types. */
  String name() {
    String[] names = {
      "integers", "floating-point numbers", "times", "texts", "bit fields", "opaque bytes",
      "structures", "references", "enumerated values", "lists", "arrays", "complex numbers"
    };
    return code < names.length ? names[code] : "type " + code;
  }

  private static Datatype number(@Nullable NumericType number, int size, int code) {
    boolean known = number != null && number.bytes() == size;
    return new Datatype(known ? Kind.NUMBER : Kind.OTHER, size, known ? number : null, false, code);
  }

  private static @Nullable NumericType integer(ByteBuffer in, int bits, int size, ByteOrder order) {
    int shift = in.getShort();
    int precision = in.getShort();
    boolean known = size == 1 || size == 2 || size == 4 || size == 8;
    if (!known || shift != 0 || precision != 8 * size) {
      return null;
    }
    NumericType.Kind kind = (bits & 8) != 0 ? NumericType.Kind.SIGNED : NumericType.Kind.UNSIGNED;
    return new NumericType(kind, size, order);
  }

  private static @Nullable NumericType floating(
      ByteBuffer in, int bits, int size, ByteOrder order) {
    Hdf5Input.skip(in, 5);
    int exponent = in.get();
    Hdf5Input.skip(in, 1);
    int fraction = in.get();
    if ((bits & 0x40) != 0) {
      return null; // the order of a VAX
    }
    if (size == 2 && exponent == 8 && fraction == 7) {
      return new NumericType(NumericType.Kind.BFLOAT, 2, order);
    }
    boolean ieee =
        (size == 2 && exponent == 5 && fraction == 10)
            || (size == 4 && exponent == 8 && fraction == 23)
            || (size == 8 && exponent == 11 && fraction == 52);
    return ieee ? new NumericType(NumericType.Kind.FLOAT, size, order) : null;
  }
}
