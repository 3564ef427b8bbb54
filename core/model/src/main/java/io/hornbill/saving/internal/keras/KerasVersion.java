package io.hornbill.saving.internal.keras;

import io.hornbill.training.TrainableModel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of Keras, and what its files have otherwise than those of other versions.
 *
 * @param major 2 or 3
 * @param minor the number behind it; the greatest where any will do
 */
public record KerasVersion(int major, int minor) {
  private static final String NEWEST = "3.15.1";
  private static final int ANY = Integer.MAX_VALUE;
  private static final Pattern FORM = Pattern.compile("(\\d{1,3})(?:\\.(\\d{1,3}))?(?!\\d).*");

  /**
   * Reads a version.
   *
   * @param text what Keras calls it, such as {@code 3.8.0}; null if that is not known
   * @return the version; the newest of Keras 3 for what is none
   */
  public static KerasVersion of(@Nullable String text) {
    Matcher found = FORM.matcher(text == null ? "" : text);
    if (!found.matches()) {
      return new KerasVersion(3, ANY);
    }
    String minor = found.group(2);
    return new KerasVersion(
        Integer.parseInt(found.group(1)), minor == null ? ANY : Integer.parseInt(minor));
  }

  /**
   * Returns for which version files of a model are where no file is for all.
   *
   * @param model the model
   * @return its version
   */
  public static KerasVersion wanted(TrainableModel model) {
    return of(model.kerasVersion());
  }

  /**
   * Returns the version of Keras 3 that files say they are of.
   *
   * @param model the model that is written
   * @return the one that it names, or the newest that is known here
   */
  public static String written(TrainableModel model) {
    KerasVersion wanted = wanted(model);
    return wanted.isKeras2() || wanted.minor == ANY ? NEWEST : model.kerasVersion();
  }

  /** {@return whether it is the oldest version of Keras 3 for which files are written} */
  boolean isOldest() {
    return isBefore(4);
  }

  /**
   * Whether models mean what Keras 2 means.
   *
   * @return false for Keras 3
   */
  public boolean isKeras2() {
    return major < 3;
  }

  /** Whether it is one of Keras 3, and an older one than another of these. */
  private boolean isBefore(int other) {
    return major == 3 && minor < other;
  }

  /**
   * Whether an optimizer keeps the average of each weight beside the sum of its gradients, and a
   * number for all weights before their states; later versions keep all averages, all sums, all
   * states, and then the number.
   */
  boolean mixesOptimizerStates() {
    return isBefore(10);
  }
}
