package io.hornbill.layers.internal;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which steps of merged inputs count, in a file that Keras 2 and 3 read: Keras 2 does not know the
 * note, and counts steps that count in all inputs.
 */
public enum MergedMasks {
  /** Those that count in any input, as in Keras since 3.8. */
  ANY;

  /** The attribute of an {@code .h5} file in which the note stands. */
  public static final String ATTRIBUTE = "hornbill_merged_masks";

  private static final Pattern PLAIN = Pattern.compile("\"(concatenate(?:_\\d+)?)\"");
  private static final Pattern RENAMED = Pattern.compile("\"(concatenate(?:_\\d+)?)_of_masked\"");

  /**
   * Renames layers that are called as Keras 3 calls operations of its own, by which it computes
   * merged masks: it refuses models with both.
   *
   * @param json a model
   * @return the same with other names
   */
  public static String renamed(String json) {
    return PLAIN.matcher(json).replaceAll("\"$1_of_masked\"");
  }

  /**
   * Gives layers their names back.
   *
   * @param json what {@link #renamed} gave
   * @return the model as it was
   */
  public static String named(String json) {
    return RENAMED.matcher(json).replaceAll("\"$1\"");
  }

  /** {@return the note} */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
