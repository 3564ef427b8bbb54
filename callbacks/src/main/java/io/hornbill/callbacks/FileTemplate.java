package io.hornbill.callbacks;

import io.hornbill.base.Fault;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file's name with places for numbers, as Python's {@code str.format} fills them: {@code
 * {epoch:02d}-{val_loss:.2f}.keras}. Fill, alignment, sign, zeros, width, precision and the types
 * {@code d e f g %} are known; numbers are rounded half to even, exactly.
 *
 * @see <a href="https://docs.python.org/3/library/string.html#formatspec">Python: format
 *     specification</a>
 */
final class FileTemplate {
  private static final Pattern PLACE = Pattern.compile("\\{\\{|}}|\\{([^{}:]*)(?::([^{}]*))?}");
  private static final Pattern SPEC =
      Pattern.compile("(?:(.)?([<>=^]))?([-+ ])?(0)?(\\d{1,3})?(?:\\.(\\d{1,3}))?([defg%])?");
  private static final int PLAIN_DIGITS = 16;

  private final String text;

  FileTemplate(String text) {
    this.text = text;
  }

  /**
   * Fills the places.
   *
   * @param numbers doubles, or integers, by their names
   * @return the name
   * @throws IllegalArgumentException if there is no such number, or the format is unknown
   */
  String fill(Map<String, ? extends Number> numbers) {
    return PLACE
        .matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(one(m.group(), m.group(1), m.group(2), numbers)));
  }

  private String one(
      String whole, String name, String spec, Map<String, ? extends Number> numbers) {
    if (name == null) {
      return whole.substring(1);
    }
    Number number = numbers.get(name);
    if (number == null) {
      throw Fault.of("ModelCheckpoint")
          .expected("the file's name must use numbers that there are")
          .received("\"%s\" in \"%s\"", name, text)
          .remedy("Choose among %s.", numbers.keySet())
          .argument();
    }
    Matcher format = SPEC.matcher(spec == null ? "" : spec);
    if (!format.matches() || !fits(format, number)) {
      throw Fault.of("ModelCheckpoint")
          .expected("a number's format must be one of Python's")
          .received("\"%s\" in \"%s\"", whole, text)
          .remedy("Write {epoch:02d} or {val_loss:.2f}.")
          .argument();
    }
    return aligned(format, digits(format, number));
  }

  private static boolean fits(Matcher format, Number number) {
    boolean whole = number instanceof Integer;
    return whole
        ? format.group(6) == null || format.group(7) != null
        : !"d".equals(format.group(7));
  }

  private static String aligned(Matcher format, String digits) {
    String sign = digits.startsWith("-") ? "-" : "";
    String size = digits.substring(sign.length());
    if (sign.isEmpty() && format.group(3) != null && !format.group(3).equals("-")) {
      sign = format.group(3);
    }
    int width = format.group(5) == null ? 0 : Integer.parseInt(format.group(5));
    int missing = Math.max(0, width - sign.length() - size.length());
    boolean zeros = format.group(4) != null;
    String fill = format.group(1) != null ? format.group(1) : zeros ? "0" : " ";
    String align = format.group(2) != null ? format.group(2) : zeros ? "=" : ">";
    return switch (align) {
      case "<" -> sign + size + fill.repeat(missing);
      case "^" -> fill.repeat(missing / 2) + sign + size + fill.repeat(missing - missing / 2);
      case "=" -> sign + fill.repeat(missing) + size;
      default -> fill.repeat(missing) + sign + size;
    };
  }

  private static String digits(Matcher format, Number number) {
    String type = format.group(7);
    if (number instanceof Integer && (type == null || type.equals("d"))) {
      return number.toString();
    }
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      String name = Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
      return "%".equals(type) ? name + "%" : name;
    }
    String precision = format.group(6);
    if (type == null && precision == null) {
      return shortest(value);
    }
    int places = precision == null ? 6 : Integer.parseInt(precision);
    BigDecimal exact = new BigDecimal(value);
    if (type == null) {
      return withPoint(general(exact, Math.max(1, places), Math.max(1, places) - 1));
    }
    return switch (type) {
      case "f" -> exact.setScale(places, RoundingMode.HALF_EVEN).toPlainString();
      case "%" ->
          new BigDecimal(value * 100).setScale(places, RoundingMode.HALF_EVEN).toPlainString()
              + "%";
      case "e" -> scientific(exact, places);
      default -> general(exact, Math.max(1, places), Math.max(1, places));
    };
  }

  private static BigDecimal rounded(BigDecimal value, int digits) {
    return value.round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  private static int exponent(BigDecimal value) {
    return value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
  }

  private static String scientific(BigDecimal value, int places) {
    BigDecimal near = rounded(value, places + 1);
    int exponent = exponent(near);
    String digits =
        near.scaleByPowerOfTen(-exponent)
            .setScale(places, RoundingMode.UNNECESSARY)
            .toPlainString();
    return digits
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  private static String general(BigDecimal value, int digits, int plainBelow) {
    BigDecimal near = rounded(value, digits).stripTrailingZeros();
    int exponent = exponent(near);
    return exponent < -4 || exponent >= plainBelow
        ? scientific(near, near.precision() - 1)
        : near.toPlainString();
  }

  /** As Python's {@code str} writes a float. */
  private static String shortest(double value) {
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return withPoint(general(digits, PLAIN_DIGITS + 1, PLAIN_DIGITS));
  }

  private static String withPoint(String digits) {
    return digits.contains(".") || digits.contains("e") ? digits : digits + ".0";
  }
}
