package io.hornbill.datasets;

/**
 * Reads pictures {@code [height, width, channels]} between their pixels as SciPy's {@code
 * affine_transform} does.
 *
 * @param fill what is beyond the edges
 * @param value the value beyond the edges, for {@code constant}
 * @param linear whether the pixels around are weighed, or the nearest one is taken
 */
record Warp(String fill, float value, boolean linear) {
  static final double OUTSIDE = -1;

  /** The picture at {@code (a y + b x + c, d y + e x + f)}. */
  float[] affine(float[] image, int height, int width, int channels, double[] m) {
    float[] out = new float[image.length];
    int to = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++, to += channels) {
        double row = inside(fill, m[0] * y + m[1] * x + m[2], height);
        double column = inside(fill, m[3] * y + m[4] * x + m[5], width);
        for (int c = 0; c < channels; c++) {
          out[to + c] =
              row == OUTSIDE || column == OUTSIDE
                  ? value
                  : (float) at(image, row, column, height, width, channels, c);
        }
      }
    }
    return out;
  }

  private double at(
      float[] image, double row, double column, int height, int width, int channels, int c) {
    if (!linear) {
      int y = (int) Math.floor(row + 0.5);
      int x = (int) Math.floor(column + 0.5);
      return image[(place(y, height) * width + place(x, width)) * channels + c];
    }
    int top = (int) Math.floor(row);
    int left = (int) Math.floor(column);
    double down = row - top;
    double right = column - left;
    int y0 = place(top, height) * width;
    int y1 = place(top + 1, height) * width;
    int x0 = place(left, width);
    int x1 = place(left + 1, width);
    return (1 - down)
            * ((1 - right) * image[(y0 + x0) * channels + c]
                + right * image[(y0 + x1) * channels + c])
        + down
            * ((1 - right) * image[(y1 + x0) * channels + c]
                + right * image[(y1 + x1) * channels + c]);
  }

  /** Where a place beyond the edges is read. */
  static double inside(String fill, double at, int length) {
    if (at >= 0 && at <= length - 1) {
      return at;
    }
    return switch (fill) {
      case "constant" -> OUTSIDE;
      case "nearest" -> at < 0 ? 0 : length - 1;
      case "wrap" -> wrapped(at, length - 1);
      default -> reflected(at, length);
    };
  }

  private static double wrapped(double at, int period) {
    if (period <= 0) {
      return 0;
    }
    return at < 0 ? at + period * ((int) (-at / period) + 1) : at - period * (int) (at / period);
  }

  /**
   * Each edge counts twice: d c b a | a b c d | d c b a; the result may be half a pixel outside.
   */
  private static double reflected(double at, int length) {
    double turn = (at + 0.5) % (2.0 * length);
    turn = turn < 0 ? turn + 2.0 * length : turn;
    return (turn < length ? turn : 2.0 * length - turn) - 0.5;
  }

  private static int place(int place, int length) {
    return Math.min(Math.max(place, 0), length - 1);
  }
}
