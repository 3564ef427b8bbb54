package io.hornbill.layers.augmentation;

import io.hornbill.base.Setting;

/**
 * Reads pictures between their pixels, and beyond their edges.
 *
 * @param bilinear whether the four pixels around are weighed, or the nearest one is taken
 * @param fill what is beyond the edges
 * @param value the value beyond the edges, for {@code constant}
 */
record Sampler(boolean bilinear, String fill, float value) {
  static final Setting<String> FILL_MODE =
      Setting.choice("fill_mode", "reflect", "reflect", "wrap", "constant", "nearest");
  static final Setting<String> INTERPOLATION =
      Setting.choice("interpolation", "bilinear", "bilinear", "nearest");
  static final Setting<Double> FILL_VALUE = Setting.number("fill_value", 0).finite();

  static Sampler of(String interpolation, String fill, double value) {
    return new Sampler(interpolation.equals("bilinear"), fill, (float) value);
  }

  /** Fills a picture from another one, at {@code (a x + b y + c, d x + e y + f)}. */
  void affine(
      Pictures in,
      int picture,
      Pictures out,
      double a,
      double b,
      double c,
      double d,
      double e,
      double f) {
    int to = out.start(picture);
    for (int y = 0; y < out.height; y++) {
      for (int x = 0; x < out.width; x++, to += out.channels) {
        sample(in, picture, a * x + b * y + c, d * x + e * y + f, out.data, to);
      }
    }
  }

  /** Writes all channels of the point {@code (x, y)}. */
  void sample(Pictures in, int picture, double x, double y, float[] out, int to) {
    if (!bilinear) {
      pixel(in, picture, (int) awayFromZero(x), (int) awayFromZero(y), 1, out, to, true);
      return;
    }
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    float right = (float) (x - left);
    float low = (float) (y - top);
    if (left >= 0 && top >= 0 && left + 1 < in.width && top + 1 < in.height) {
      inside(in, in.at(picture, top, left), right, low, out, to);
      return;
    }
    pixel(in, picture, left, top, (1 - right) * (1 - low), out, to, true);
    pixel(in, picture, left + 1, top, right * (1 - low), out, to, false);
    pixel(in, picture, left, top + 1, (1 - right) * low, out, to, false);
    pixel(in, picture, left + 1, top + 1, right * low, out, to, false);
  }

  private static double awayFromZero(double v) {
    return v < 0 ? -Math.floor(0.5 - v) : Math.floor(v + 0.5);
  }

  private static void inside(Pictures in, int from, float right, float low, float[] out, int to) {
    int row = in.width * in.channels;
    float w00 = (1 - right) * (1 - low);
    float w01 = right * (1 - low);
    float w10 = (1 - right) * low;
    float w11 = right * low;
    for (int c = 0; c < in.channels; c++) {
      int at = from + c;
      out[to + c] =
          w00 * in.data[at]
              + w01 * in.data[at + in.channels]
              + w10 * in.data[at + row]
              + w11 * in.data[at + row + in.channels];
    }
  }

  private void pixel(
      Pictures in, int picture, int x, int y, float weight, float[] out, int to, boolean first) {
    int column = inside(x, in.width);
    int row = inside(y, in.height);
    int from = column < 0 || row < 0 ? -1 : in.at(picture, row, column);
    for (int c = 0; c < in.channels; c++) {
      float part = weight * (from < 0 ? value : in.data[from + c]);
      out[to + c] = first ? part : out[to + c] + part;
    }
  }

  /** Where beyond the edge is to be read; -1 for the constant. */
  private int inside(int place, int length) {
    if (place >= 0 && place < length) {
      return place;
    }
    return switch (fill) {
      case "constant" -> -1;
      case "nearest" -> place < 0 ? 0 : length - 1;
      case "wrap" -> Math.floorMod(place, length);
      case "mirror" -> mirrored(place, length);
      default -> {
        int turn = Math.floorMod(place, 2 * length);
        yield turn < length ? turn : 2 * length - 1 - turn;
      }
    };
  }

  private static int mirrored(int place, int length) {
    if (length == 1) {
      return 0;
    }
    int turn = Math.floorMod(place, 2 * (length - 1));
    return turn < length ? turn : 2 * (length - 1) - turn;
  }
}
