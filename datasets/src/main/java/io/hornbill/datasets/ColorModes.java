package io.hornbill.datasets;

import io.hornbill.base.Fault;
import java.util.List;

/** Keras' names of the channels of pictures. */
final class ColorModes {
  private static final List<String> NAMES = List.of("rgb", "rgba", "grayscale");

  private ColorModes() {}

  static String require(String owner, String name) {
    if (!NAMES.contains(name)) {
      throw Fault.of(owner)
          .expected("colorMode must be one of %s", NAMES)
          .received("\"%s\"", name)
          .remedy("Choose one.")
          .argument();
    }
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
