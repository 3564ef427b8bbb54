package io.hornbill.layers.preprocessing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Texts taken apart as TensorFlow does: letters beyond ASCII keep their case. */
final class Words {
  private static final Pattern PUNCTUATION =
      Pattern.compile("[!\"#$%&()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~']");
  private static final Pattern SPACE = Pattern.compile("[ \\t\\n\\x0B\\f\\r]+");

  private Words() {}

  static String standardized(String text, String standardize) {
    String plain = standardize.startsWith("lower") ? lower(text) : text;
    return standardize.endsWith("strip_punctuation")
        ? PUNCTUATION.matcher(plain).replaceAll("")
        : plain;
  }

  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter >= 'A' && letter <= 'Z') {
        lower.setCharAt(i, (char) (letter + 32));
      }
    }
    return lower.toString();
  }

  static List<String> split(String text, String split) {
    return switch (split) {
      case "whitespace" -> SPACE.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
      case "character" -> text.codePoints().mapToObj(Character::toString).toList();
      default -> List.of(text);
    };
  }

  /** All runs of words, those of the first width first; the words themselves without widths. */
  static List<String> ngrams(List<String> words, List<Integer> widths) {
    if (widths.isEmpty()) {
      return words;
    }
    List<String> all = new ArrayList<>();
    for (int width : widths) {
      for (int i = 0; i <= words.size() - width; i++) {
        all.add(String.join(" ", words.subList(i, i + width)));
      }
    }
    return all;
  }
}
