package io.hornbill.files.internal.hdf5;

import io.hornbill.files.internal.NumericType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Bytes under construction, little-endian, with the small structures that HDF5 repeats. */
final class Encoder {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Encoder number(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> (8 * i)));
    }
    return this;
  }

  Encoder u8(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  Encoder u16(int value) {
    return number(value, 2);
  }

  Encoder u32(long value) {
    return number(value, 4);
  }

  Encoder u64(long value) {
    return number(value, 8);
  }

  Encoder bytes(byte[] bytes) {
    out.write(bytes, 0, bytes.length);
    return this;
  }

  Encoder letters(String letters) {
    return bytes(letters.getBytes(StandardCharsets.US_ASCII));
  }

  /** Fills up with zeros to a multiple of eight bytes. */
  Encoder align() {
    return zeros(-out.size() & 7);
  }

  Encoder zeros(int count) {
    return bytes(new byte[count]);
  }

  int size() {
    return out.size();
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  /** Encodes a shape; a single element has none. */
  static byte[] space(long... shape) {
    Encoder encoder = new Encoder().u8(1, shape.length, 0, 0).u32(0);
    for (long length : shape) {
      encoder.u64(length);
    }
    return encoder.toBytes();
  }

  static byte[] numberType(NumericType type) {
    int big = type.order() == ByteOrder.BIG_ENDIAN ? 1 : 0;
    int bits = 8 * type.bytes();
    return switch (type.kind()) {
      case BOOL, UNSIGNED -> integer(big, type.bytes());
      case SIGNED -> integer(big | 8, type.bytes());
      case FLOAT ->
          switch (type.bytes()) {
            case 2 -> floating(big, bits, 5, 10, 15);
            case 4 -> floating(big, bits, 8, 23, 127);
            default -> floating(big, bits, 11, 52, 1023);
          };
      case BFLOAT -> floating(big, bits, 8, 7, 127);
    };
  }

  private static byte[] integer(int flags, int size) {
    return new Encoder().u8(0x10, flags, 0, 0).u32(size).u16(0).u16(8 * size).toBytes();
  }

  private static byte[] floating(int order, int bits, int exponent, int fraction, int bias) {
    return new Encoder()
        .u8(0x11, 0x20 | order, bits - 1, 0)
        .u32(bits / 8)
        .u16(0)
        .u16(bits)
        .u8(fraction, exponent, 0, fraction)
        .u32(bias)
        .toBytes();
  }

  /** Encodes the type of texts of one length, padded with zeros. */
  static byte[] fixedTextType(int size) {
    return new Encoder().u8(0x13, 1, 0, 0).u32(size).toBytes();
  }

  /** Encodes the type of texts of any length, in UTF-8. */
  static byte[] variableTextType() {
    return new Encoder().u8(0x19, 1, 1, 0).u32(16).u8(0x10, 0, 0, 0).u32(1).u16(0).u16(8).toBytes();
  }
}
