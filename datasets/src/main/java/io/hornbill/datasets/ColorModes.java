package io.hornbill.datasets;

import io.hornbill.base.Checks;
import java.util.List;

/** Keras' names of the channels of pictures. */
final class ColorModes {
  private static final List<String> NAMES = List.of("rgb", "rgba", "grayscale");

  private ColorModes() {}

  static String require(String owner, String name) {
    Checks.argument(
        NAMES.contains(name),
        "%s: colorMode must be one of %s. Received: \"%s\". Choose one.",
        owner,
        NAMES,
        name);
    return name;
  }

  static int channels(String name) {
    return switch (name) {
      case "grayscale" -> 1;
      case "rgb" -> 3;
      default -> 4;
    };
  }
}
