package io.hornbill.visualization.internal.charts;

import io.hornbill.visualization.internal.scene.TextWidths;

/** Texts that have to fit. */
final class Labels {
  private Labels() {}

  /** The text, or as much of its beginning as fits with an ellipsis. */
  static String shortened(String text, double width, double size) {
    if (TextWidths.of(text, size, false) <= width) {
      return text;
    }
    int[] letters = text.codePoints().toArray();
    for (int length = letters.length - 1; length > 0; length--) {
      String start = new String(letters, 0, length).strip() + "...";
      if (TextWidths.of(start, size, false) <= width) {
        return start;
      }
    }
    return "";
  }
}
