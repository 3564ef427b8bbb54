package io.hornbill.files.internal.npy;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.NumericType;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A data type as NumPy spells it.
 *
 * @param kind NumPy's letter: b i u f for numbers, O for objects, U and S for texts
 * @param itemSize the number of bytes of an element
 * @param order the order of the bytes
 */
record NumpyType(char kind, int itemSize, ByteOrder order) {

  /** Parses texts such as {@code <f4}, {@code |u1}, {@code O8} or {@code >U12}. */
  static NumpyType parse(String text, String place) {
    int at = !text.isEmpty() && "<>|=".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
    ByteOrder order = order(at == 1 ? text.charAt(0) : '=');
    if (text.equals("?")) {
      return new NumpyType('b', 1, order);
    }
    if (text.length() > at && text.length() <= at + 10) {
      char kind = text.charAt(at);
      String digits = text.substring(at + 1);
      if (kind == 'O') {
        return new NumpyType('O', 8, order);
      }
      if ("biufUS".indexOf(kind) >= 0 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
        long count = digits.isEmpty() ? 0 : Long.parseLong(digits);
        NumpyType type =
            new NumpyType(kind, (int) Math.min(count * (kind == 'U' ? 4 : 1), 1 << 30), order);
        if (type.isText() || type.numericOrNull() != null) {
          return type;
        }
      }
    }
    throw Fault.of("NumpyType")
        .expected("the data type must be a number, an object or a string")
        .received("\"%s\" in %s", abbreviated(text), place)
        .remedy("Convert the array with astype and save it again.")
        .as(ModelFormatException::new);
  }

  NumpyType withOrder(char letter) {
    return new NumpyType(kind, itemSize, order(letter));
  }

  boolean isText() {
    return kind == 'U' || kind == 'S';
  }

  @Nullable NumericType numericOrNull() {
    NumericType.@Nullable Kind number =
        switch (kind) {
          case 'b' -> itemSize == 1 ? NumericType.Kind.BOOL : null;
          case 'i' -> integerSize() ? NumericType.Kind.SIGNED : null;
          case 'u' -> integerSize() ? NumericType.Kind.UNSIGNED : null;
          case 'f' -> integerSize() && itemSize > 1 ? NumericType.Kind.FLOAT : null;
          default -> null;
        };
    return number == null ? null : new NumericType(number, itemSize, order);
  }

  /** Spells a numeric type as NumPy does. */
  static String spell(NumericType type) {
    char kind =
        switch (type.kind()) {
          case BOOL -> 'b';
          case SIGNED -> 'i';
          case UNSIGNED -> 'u';
          case FLOAT -> 'f';
          case BFLOAT ->
              throw Fault.of("Npy")
                  .expected("NumPy must know the type")
                  .received("BFLOAT")
                  .remedy("Write FLOAT instead.")
                  .argument();
        };
    char order = type.bytes() == 1 ? '|' : type.order() == ByteOrder.LITTLE_ENDIAN ? '<' : '>';
    return "" + order + kind + type.bytes();
  }

  private boolean integerSize() {
    return itemSize == 1 || itemSize == 2 || itemSize == 4 || itemSize == 8;
  }

  private static ByteOrder order(char letter) {
    return letter == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static String abbreviated(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
