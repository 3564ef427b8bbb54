package io.hornbill.losses;

import io.hornbill.base.Fault;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the losses of the samples become one number. */
public enum Reduction {
  /** Not at all: the weighted values stay as they are. */
  NONE,
  /** Their sum. */
  SUM,
  /** Their sum, divided by their number. */
  SUM_OVER_BATCH_SIZE,
  /** The same as {@link #SUM_OVER_BATCH_SIZE}. */
  MEAN,
  /** Their weighted sum, divided by the sum of the weights. */
  MEAN_WITH_SAMPLE_WEIGHT;

  /**
   * Returns Keras' name.
   *
   * @return such as {@code sum_over_batch_size}
   */
  public String keras() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a reduction by Keras' name.
   *
   * @param name the name, in any case; null means {@link #NONE}, and Keras 2's {@code auto} means
   *     {@link #SUM_OVER_BATCH_SIZE}
   * @return the reduction
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Reduction of(@Nullable Object name) {
    if (name == null) {
      return NONE;
    }
    String wanted = name.toString().toLowerCase(Locale.ROOT);
    if (wanted.equals("auto")) {
      return SUM_OVER_BATCH_SIZE;
    }
    for (Reduction reduction : values()) {
      if (reduction.keras().equals(wanted)) {
        return reduction;
      }
    }
    throw Fault.of("Reduction")
        .expected(
            "the name must be one of %s", Arrays.stream(values()).map(Reduction::keras).toList())
        .received("\"%s\"", name)
        .remedy("Choose one of them.")
        .argument();
  }
}
