package io.hornbill.base.internal;

import java.util.Locale;

/** How Keras spells names. */
public final class Names {
  private Names() {}

  /**
   * Turns a class name into Keras' name of the part: {@code MeanSquaredError} into {@code
   * mean_squared_error}, {@code BinaryIoU} into {@code binary_io_u}.
   *
   * @param className the class name
   * @return words in lower case, joined by underscores
   */
  public static String snakeCase(String className) {
    return className
        .replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
