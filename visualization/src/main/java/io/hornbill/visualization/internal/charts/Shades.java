package io.hornbill.visualization.internal.charts;

/** Colours for numbers. */
final class Shades {
  // Google's Turbo at 0, 1/8 … 1: dark blue for little, dark red for much.
  private static final int[] TURBO = {
    0x30123B, 0x4662D7, 0x36AAF9, 0x1AE4B6, 0x72FE5E, 0xC8EF34, 0xFABA39, 0xF66B19, 0x7A0403
  };

  private Shades() {}

  /** The colour at a share of the way from one to another. */
  static int between(int from, int to, double share) {
    int color = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double a = from >> shift & 255;
      double b = to >> shift & 255;
      color |= (int) Math.round(a + (b - a) * share) << shift;
    }
    return color;
  }

  /** The colour of heat from 0 to 1. */
  static int heat(double value) {
    double place = Math.max(0, Math.min(1, value)) * (TURBO.length - 1);
    int index = (int) Math.min(place, TURBO.length - 2);
    return between(TURBO[index], TURBO[index + 1], place - index);
  }
}
