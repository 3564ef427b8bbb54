package io.hornbill.layers.augmentation;

import io.hornbill.base.Setting;
import java.util.Locale;

/** Reads pictures between their pixels, and beyond their edges. */
final class Sampler {
  static final Setting<String> FILL_MODE =
      Setting.choice("fill_mode", "reflect", "reflect", "wrap", "constant", "nearest");
  static final Setting<String> INTERPOLATION =
      Setting.choice("interpolation", "bilinear", "bilinear", "nearest");
  static final Setting<Double> FILL_VALUE = Setting.number("fill_value", 0).finite();

  /** What is beyond the edges. */
  private enum Fill {
    CONSTANT,
    NEAREST,
    WRAP,
    MIRROR,
    REFLECT
  }

  private final boolean bilinear;
  private final Fill fill;
  private final float value;

  private Sampler(boolean bilinear, Fill fill, float value) {
    this.bilinear = bilinear;
    this.fill = fill;
    this.value = value;
  }

  /**
   * Makes a sampler.
   *
   * @param interpolation whether the four pixels around are weighed, or the nearest one is taken
   * @param fill what is beyond the edges
   * @param value the value beyond the edges, for {@code constant}
   */
  static Sampler of(String interpolation, String fill, double value) {
    return new Sampler(
        interpolation.equals("bilinear"),
        Fill.valueOf(fill.toUpperCase(Locale.ROOT)),
        (float) value);
  }

  /**
   * Fills a picture from another one: each pixel from the place that a matrix takes it to.
   *
   * @param m {@code [a, b, c, d, e, f]}, for {@code (a x + b y + c, d x + e y + f)}
   */
  void affine(Pictures in, int picture, Pictures out, double... m) {
    Columns columns = bilinear && m[1] == 0 && m[3] == 0 ? Columns.of(in, out.width, m) : null;
    for (int y = 0; y < out.height; y++) {
      int to = out.at(picture, y, 0);
      double acrossY = m[1] * y;
      double downY = m[4] * y;
      int from = 0;
      int end = 0;
      if (bilinear) {
        from = bound(m, acrossY, downY, in, out.width, false);
        end = Math.max(from, bound(m, acrossY, downY, in, out.width, true));
        while (from < end && !isInside(in, m, from, acrossY, downY)) {
          from++;
        }
        while (end > from && !isInside(in, m, end - 1, acrossY, downY)) {
          end--;
        }
      }
      for (int x = 0; x < from; x++) {
        sample(in, picture, m, x, acrossY, downY, out, to);
      }
      int start = to + from * out.channels;
      if (columns != null && from < end) {
        columns.line(in, picture, downY + m[5], from, end, out.data, start);
      } else {
        inside(in, picture, m, from, end, acrossY, downY, out.data, start);
      }
      for (int x = end; x < out.width; x++) {
        sample(in, picture, m, x, acrossY, downY, out, to);
      }
    }
  }

  private void sample(
      Pictures in,
      int picture,
      double[] m,
      int x,
      double acrossY,
      double downY,
      Pictures out,
      int line) {
    double fromX = m[0] * x + acrossY + m[2];
    double fromY = m[3] * x + downY + m[5];
    sample(in, picture, fromX, fromY, out.data, line + x * out.channels);
  }

  /** About the first or the last of the pixels of a line whose four neighbours are there. */
  private static int bound(
      double[] m, double acrossY, double downY, Pictures in, int width, boolean last) {
    double[] slopes = {m[0], m[3]};
    double[] starts = {acrossY + m[2], downY + m[5]};
    int[] lengths = {in.width - 1, in.height - 1};
    double bound = last ? width : 0;
    for (int axis = 0; axis < 2; axis++) {
      if (slopes[axis] != 0) {
        double zero = -starts[axis] / slopes[axis];
        double edge = (lengths[axis] - starts[axis]) / slopes[axis];
        bound =
            last
                ? Math.min(bound, Math.max(zero, edge) + 2)
                : Math.max(bound, Math.min(zero, edge) - 1);
      }
    }
    return (int) Math.min(Math.max(bound, 0), width);
  }

  private static boolean isInside(Pictures in, double[] m, int x, double acrossY, double downY) {
    double fromX = m[0] * x + acrossY + m[2];
    double fromY = m[3] * x + downY + m[5];
    return fromX >= 0 && fromX < in.width - 1 && fromY >= 0 && fromY < in.height - 1;
  }

  /** Weighs four pixels each, all of which are there. */
  private static void inside(
      Pictures in,
      int picture,
      double[] m,
      int from,
      int end,
      double acrossY,
      double downY,
      float[] out,
      int start) {
    float[] data = in.data;
    int channels = in.channels;
    int row = in.width * channels;
    int base = in.start(picture);
    int to = start;
    for (int x = from; x < end; x++) {
      double fromX = m[0] * x + acrossY + m[2];
      double fromY = m[3] * x + downY + m[5];
      int left = (int) fromX;
      int top = (int) fromY;
      float right = (float) (fromX - left);
      float low = (float) (fromY - top);
      float w00 = (1 - right) * (1 - low);
      float w01 = right * (1 - low);
      float w10 = (1 - right) * low;
      float w11 = right * low;
      int at = base + top * row + left * channels;
      if (channels == 3) { // the usual case, without a loop in the loop
        int below = at + row;
        out[to] = w00 * data[at] + w01 * data[at + 3] + w10 * data[below] + w11 * data[below + 3];
        out[to + 1] =
            w00 * data[at + 1] + w01 * data[at + 4] + w10 * data[below + 1] + w11 * data[below + 4];
        out[to + 2] =
            w00 * data[at + 2] + w01 * data[at + 5] + w10 * data[below + 2] + w11 * data[below + 5];
        to += 3;
        continue;
      }
      for (int c = 0; c < channels; c++, at++, to++) {
        out[to] =
            w00 * data[at]
                + w01 * data[at + channels]
                + w10 * data[at + row]
                + w11 * data[at + row + channels];
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
    pixel(in, picture, left, top, (1 - right) * (1 - low), out, to, true);
    pixel(in, picture, left + 1, top, right * (1 - low), out, to, false);
    pixel(in, picture, left, top + 1, (1 - right) * low, out, to, false);
    pixel(in, picture, left + 1, top + 1, right * low, out, to, false);
  }

  private static double awayFromZero(double v) {
    return v < 0 ? -Math.floor(0.5 - v) : Math.floor(v + 0.5);
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
      case CONSTANT -> -1;
      case NEAREST -> place < 0 ? 0 : length - 1;
      case WRAP -> Math.floorMod(place, length);
      case MIRROR -> mirrored(place, length);
      case REFLECT -> {
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
