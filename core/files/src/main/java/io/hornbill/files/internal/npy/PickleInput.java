package io.hornbill.files.internal.npy;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The arguments of a pickle's instructions. */
final class PickleInput {

  private static final int LONGEST_NUMBER = 1024;

  private final ByteBuffer in;
  private final String place;

  PickleInput(byte[] bytes, int offset, String place) {
    this.in = ByteBuffer.wrap(bytes).position(offset).order(ByteOrder.LITTLE_ENDIAN);
    this.place = place;
  }

  int position() {
    return in.position();
  }

  /** How many bytes there are, before and after this place. */
  int size() {
    return in.capacity();
  }

  int opcode() {
    return unsignedByte();
  }

  int unsignedByte() {
    require(1);
    return in.get() & 0xff;
  }

  int unsignedShort() {
    require(2);
    return in.getShort() & 0xffff;
  }

  int signedInt() {
    require(4);
    return in.getInt();
  }

  double bigEndianDouble() {
    require(8);
    return Double.longBitsToDouble(Long.reverseBytes(in.getLong()));
  }

  /** Reads a length of 1, 4 or 8 bytes. */
  int length(int bytes) {
    require(bytes);
    long length =
        switch (bytes) {
          case 1 -> in.get() & 0xff;
          case 4 -> in.getInt() & 0xffffffffL;
          default -> in.getLong();
        };
    if (length < 0 || length > in.remaining()) {
      throw damaged("a length must not reach behind the end", Long.toString(length));
    }
    return (int) length;
  }

  byte[] bytes(int length) {
    require(length);
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  String utf8(int length) {
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  /** Reads a little-endian number of two's complement. */
  Object integer(int length) {
    if (length > LONGEST_NUMBER) {
      throw damaged("a number must have at most 1024 bytes", Integer.toString(length));
    }
    byte[] bytes = bytes(length);
    byte[] reversed = new byte[length + 1];
    for (int i = 0; i < length; i++) {
      reversed[length - i] = bytes[i];
    }
    reversed[0] = (byte) (length > 0 && bytes[length - 1] < 0 ? -1 : 0);
    return narrow(new BigInteger(reversed));
  }

  /** Reads a line without its end. */
  String line() {
    int start = in.position();
    while (unsignedByte() != '\n') {
      // up to the line's end
    }
    int length = in.position() - start - 1;
    return new String(in.array(), start, length, StandardCharsets.ISO_8859_1);
  }

  /** Reads a line with a decimal number. */
  Object decimal() {
    String line = line();
    if (line.equals("00") || line.equals("01")) {
      return line.equals("01");
    }
    String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
    try {
      if (digits.length() <= LONGEST_NUMBER) {
        return narrow(new BigInteger(digits));
      }
    } catch (NumberFormatException e) {
      throw damaged("a line must be a whole number", excerpt(line));
    }
    throw damaged("a number must have at most 1024 digits", excerpt(line));
  }

  /** Reads a line with a floating-point number. */
  Double decimalFraction() {
    String line = line();
    try {
      return switch (line) {
        case "nan" -> Double.NaN;
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.valueOf(line.length() > LONGEST_NUMBER ? "?" : line);
      };
    } catch (NumberFormatException e) {
      throw damaged("a line must be a number", excerpt(line));
    }
  }

  /** Reads a line that is a quoted literal of Python 2. */
  byte[] quoted() {
    String line = line();
    int last = line.length() - 1;
    if (last < 1 || line.charAt(0) != line.charAt(last) || "'\"".indexOf(line.charAt(0)) < 0) {
      throw damaged("a string must be quoted", excerpt(line));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(last);
    for (int at = 1; at < last; at++) {
      char c = line.charAt(at);
      at = c == '\\' && at + 1 < last ? escape(line, at + 1, out) : plain(c, at, out);
    }
    return out.toByteArray();
  }

  private static int plain(char c, int at, ByteArrayOutputStream out) {
    out.write(c);
    return at;
  }

  /** Decodes what follows a backslash and returns the index of its last character. */
  private int escape(String line, int at, ByteArrayOutputStream out) {
    char c = line.charAt(at);
    int control = "abtnvfr".indexOf(c);
    if (c == 'x') {
      out.write(hex(line, at + 1, 2));
      return at + 2;
    }
    if (control >= 0) {
      out.write(7 + control);
    } else if ("\\'\"".indexOf(c) >= 0) {
      out.write(c);
    } else {
      out.write('\\');
      out.write(c);
    }
    return at;
  }

  /** Reads a line of text in which characters may be written by their code. */
  String escapedText() {
    String line = line();
    StringBuilder text = new StringBuilder(line.length());
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      char next = at + 1 < line.length() ? line.charAt(at + 1) : ' ';
      if (c == '\\' && (next == 'u' || next == 'U')) {
        int digits = next == 'u' ? 4 : 8;
        int point = hex(line, at + 2, digits);
        if (!Character.isValidCodePoint(point)) {
          throw damaged("a character's code must exist", Integer.toHexString(point));
        }
        text.appendCodePoint(point);
        at += 1 + digits;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private int hex(String line, int start, int digits) {
    try {
      if (start + digits <= line.length()) {
        return Integer.parseUnsignedInt(line.substring(start, start + digits), 16);
      }
    } catch (NumberFormatException e) {
      throw damaged("an escape must be hexadecimal", excerpt(line.substring(start)));
    }
    throw damaged("an escape must be whole", excerpt(line));
  }

  ModelFormatException damaged(String expectation, String received) {
    return Fault.of("Pickle")
        .expected(expectation)
        .received("%s at byte %s of %s", received, in.position(), place)
        .remedy(
            "The file is damaged, or holds objects other than numbers, strings, lists,"
                + " tuples, dictionaries and arrays: save it again as plain arrays.")
        .as(ModelFormatException::new);
  }

  static String excerpt(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private static Object narrow(BigInteger number) {
    return number.bitLength() < 64 ? (Object) number.longValue() : number;
  }

  private void require(int bytes) throws BufferUnderflowException {
    if (bytes > in.remaining()) {
      throw damaged("an instruction must be whole", "the end of the data");
    }
  }
}
