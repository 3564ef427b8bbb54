package io.hornbill.files.internal.npy;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header of an array's file, a Python dictionary such as
 *
 * <pre>{@code
 * {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }
 * }</pre>
 */
final class NpyHeader {

  private final NumpyType type;
  private final boolean fortranOrder;
  private final long[] shape;

  private NpyHeader(NumpyType type, boolean fortranOrder, long[] shape) {
    this.type = type;
    this.fortranOrder = fortranOrder;
    this.shape = shape;
  }

  NumpyType type() {
    return type;
  }

  /** Tells whether the first axis varies fastest. */
  boolean fortranOrder() {
    return fortranOrder;
  }

  long[] shape() {
    return shape;
  }

  /** Parses the dictionary's text. */
  static NpyHeader parse(String text, String place) {
    return new Parser(text, place).header();
  }

  private static final class Parser {

    private final String text;
    private final String place;
    private int at;

    Parser(String text, String place) {
      this.text = text;
      this.place = place;
    }

    NpyHeader header() {
      @Nullable NumpyType type = null;
      @Nullable Boolean fortranOrder = null;
      long @Nullable [] shape = null;
      expect('{');
      while (!accept('}')) {
        String key = string();
        expect(':');
        switch (key) {
          case "descr" -> type = NumpyType.parse(string(), place);
          case "fortran_order" -> fortranOrder = bool();
          case "shape" -> shape = tuple();
          default -> throw damaged("the keys descr, fortran_order and shape");
        }
        if (!accept(',')) {
          expect('}');
          break;
        }
      }
      if (type == null || fortranOrder == null || shape == null) {
        throw damaged("the keys descr, fortran_order and shape");
      }
      return new NpyHeader(type, fortranOrder, shape);
    }

    private String string() {
      char quote = next();
      int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
      if (end < 0) {
        throw damaged("a quoted string (structured types are not supported)");
      }
      String value = text.substring(at + 1, end);
      at = end + 1;
      return value;
    }

    private boolean bool() {
      next();
      for (String word : List.of("True", "False")) {
        if (text.startsWith(word, at)) {
          at += word.length();
          return word.equals("True");
        }
      }
      throw damaged("True or False");
    }

    private long[] tuple() {
      List<Long> values = new ArrayList<>();
      expect('(');
      while (!accept(')')) {
        values.add(number());
        if (!accept(',')) {
          expect(')');
          break;
        }
      }
      return values.stream().mapToLong(Long::longValue).toArray();
    }

    private long number() {
      next();
      int start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      if (at == start || at - start > 18) {
        throw damaged("an axis length");
      }
      long value = Long.parseLong(text.substring(start, at));
      accept('L'); // Python 2's long
      return value;
    }

    private char next() {
      while (at < text.length() && text.charAt(at) <= ' ') {
        at++;
      }
      if (at == text.length()) {
        throw damaged("more text");
      }
      return text.charAt(at);
    }

    private boolean accept(char wanted) {
      if (next() == wanted) {
        at++;
        return true;
      }
      return false;
    }

    private void expect(char wanted) {
      if (!accept(wanted)) {
        throw damaged("'" + wanted + "'");
      }
    }

    private ModelFormatException damaged(String expectation) {
      String excerpt = text.length() > 100 ? text.substring(0, 100) + "…" : text;
      return Fault.of("Npy")
          .expected("the header must have %s at character %s", expectation, at)
          .received("%s in %s", excerpt.strip(), place)
          .remedy(
              "The file is damaged, or of a kind that is not supported: save it again as a"
                  + " plain array.")
          .as(ModelFormatException::new);
    }
  }
}
