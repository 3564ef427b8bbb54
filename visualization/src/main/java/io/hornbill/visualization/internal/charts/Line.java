package io.hornbill.visualization.internal.charts;

/**
 * A curve of a chart.
 *
 * @param name what the legend calls it
 * @param x where
 * @param y how much; as long as x
 * @param color its colour
 * @param dashed whether it is dashed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Line(String name, double[] x, double[] y, int color, boolean dashed) {
  private static final int[] COLORS = {
    0x1D4ED8, 0xC2410C, 0x15803D, 0x7E22CE, 0xBE123C, 0x0E7490, 0x854D0E, 0x374151, 0xDB2777,
    0x4D7C0F
  };

  /** Colours that can be told apart, also by most of those who see few. */
  static int color(int index) {
    return COLORS[index % COLORS.length];
  }
}
