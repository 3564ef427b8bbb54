package io.hornbill.datasets;

import io.hornbill.base.Fault;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes texts apart into words, as Keras' {@code preprocessing.text} does.
 *
 * <pre>{@code
 * Texts.toWords("The cat, the hat!");                  // [the, cat, the, hat]
 * Texts.hash("The cat, the hat!", 1000);               // numbers from 1 to 999
 * }</pre>
 */
public final class Texts {
  /** What Keras takes for the ends of words: punctuation except apostrophes, tabs and line ends. */
  public static final String FILTERS = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

  private Texts() {}

  /**
   * Splits a string at spaces and punctuation, in lower case.
   *
   * @param text the text
   * @return its words
   */
  public static List<String> toWords(String text) {
    return toWords(text, FILTERS, true, " ");
  }

  /**
   * Splits a string.
   *
   * @param text the text
   * @param filters characters that become the separator
   * @param lower whether letters become lower case
   * @param split the separator, at least one character
   * @return its words, none of them empty
   */
  public static List<String> toWords(String text, String filters, boolean lower, String split) {
    if (split.isEmpty()) {
      throw Fault.of("Texts")
          .expected("split must be at least one character")
          .received("none")
          .remedy("Give a space.")
          .argument();
    }
    String source = lower ? text.toLowerCase(Locale.ROOT) : text;
    StringBuilder filtered = new StringBuilder();
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (filters.indexOf(c) >= 0) {
        filtered.append(split);
      } else {
        filtered.append(c);
      }
    }
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int at = filtered.indexOf(split); at >= 0; at = filtered.indexOf(split, from)) {
      if (at > from) {
        words.add(filtered.substring(from, at));
      }
      from = at + split.length();
    }
    if (from < filtered.length()) {
      words.add(filtered.substring(from));
    }
    return words;
  }

  /**
   * Numbers words by their MD5, as Keras' {@code hashing_trick} with {@code hash_function="md5"}.
   * Several words may have one number.
   *
   * @param text the text
   * @param size the number of numbers and one more, at least 2
   * @return numbers from 1 to {@code size - 1}
   */
  public static int[] hash(String text, int size) {
    if (size < 2) {
      throw Fault.of("Texts")
          .expected("size must be at least 2")
          .received(size)
          .remedy("Give more than there are words.")
          .argument();
    }
    BigInteger most = BigInteger.valueOf(size - 1L);
    return toWords(text).stream().mapToInt(word -> md5(word).mod(most).intValue() + 1).toArray();
  }

  private static BigInteger md5(String word) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      return new BigInteger(1, digest.digest(word.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw Fault.of("Texts")
          .expected("the JDK must have MD5")
          .received("one without")
          .remedy("Use another JDK.")
          .state(e);
    }
  }
}
