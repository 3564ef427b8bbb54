package io.hornbill.layers.preprocessing;

import io.hornbill.data.JavaArrays;
import java.util.Arrays;
import java.util.Optional;

/**
 * Numbers whole numbers by a vocabulary, such as ids with gaps. At the beginning of a model, and by
 * itself, it takes numbers up to 2^53; elsewhere in one of single precision up to 16,777,216.
 *
 * <pre>{@code
 * new IntegerLookup().vocabulary(12, 36, 1138).transform(x);   // 12 becomes 1, 36 becomes 2
 * }</pre>
 */
public final class IntegerLookup extends LookupLayer<IntegerLookup> {
  /** Makes a layer without mask, whose unknown token is -1. */
  public IntegerLookup() {
    super(true, "int64", Optional.of("-1"));
  }

  /**
   * Sets the vocabulary.
   *
   * @param tokens the numbers, the first id first
   */
  public IntegerLookup vocabulary(long... tokens) {
    return tokens(Arrays.stream(tokens).mapToObj(Long::toString).toList());
  }

  /**
   * Learns the vocabulary of an array of Java or a list of numbers.
   *
   * @param data {@code int[]}, {@code long[][]} …; along its first axis are documents
   * @throws IllegalStateException if a vocabulary was given
   */
  public void adapt(Object data) {
    adapt(JavaArrays.toArray(data));
  }

  /**
   * Sets the number that stands for none.
   *
   * @param token its id is 0, and it counts for nothing
   */
  public IntegerLookup maskToken(long token) {
    return mask(Long.toString(token));
  }

  /**
   * Sets the number that unknown ids become when ids are turned into tokens.
   *
   * @param token -1 by default
   */
  public IntegerLookup oovToken(long token) {
    return unknown(Long.toString(token));
  }
}
