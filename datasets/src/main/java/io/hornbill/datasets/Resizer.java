package io.hornbill.datasets;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Resizes pictures with Pillow's arithmetic: two passes of weights, in fixed point for 8 bits,
 * which are rounded in between; with opacity on colors that are multiplied by it.
 *
 * @see <a
 *     href="https://github.com/python-pillow/Pillow/blob/main/src/libImaging/Resample.c">Pillow:
 *     Resample.c</a>
 */
final class Resizer {
  private static final int PRECISION = 32 - 8 - 2;

  private Resizer() {}

  /**
   * A part of a picture.
   *
   * @param left the first column
   * @param top the first row
   * @param width the number of columns
   * @param height the number of rows
   */
  record Box(int left, int top, int width, int height) {}

  /** The weights of the samples of a line for each sample of the resized line. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Weights(int[] first, int[] count, double[][] exact, int[][] fixed) {
    static Weights of(int length, int from, int extent, int size, Resampling filter) {
      double scale = (double) extent / size;
      double wide = Math.max(scale, 1);
      double support = filter.support() * wide;
      Weights weights =
          new Weights(new int[size], new int[size], new double[size][], new int[size][]);
      for (int i = 0; i < size; i++) {
        double center = from + (i + 0.5) * scale;
        int first = Math.max(0, (int) (center - support + 0.5));
        int end = Math.min(length, (int) (center + support + 0.5));
        weights.first[i] = first;
        weights.count[i] = end - first;
        weights.set(i, center, 1 / wide, filter);
      }
      return weights;
    }

    private void set(int i, double center, double narrow, Resampling filter) {
      double[] line = new double[count[i]];
      double sum = 0;
      for (int j = 0; j < line.length; j++) {
        line[j] = filter.weight((j + first[i] - center + 0.5) * narrow);
        sum += line[j];
      }
      int[] rounded = new int[line.length];
      for (int j = 0; j < line.length; j++) {
        line[j] = sum == 0 ? line[j] : line[j] / sum;
        rounded[j] = (int) (line[j] * (1 << PRECISION) + (line[j] < 0 ? -0.5 : 0.5));
      }
      exact[i] = line;
      fixed[i] = rounded;
    }
  }

  /** Resizes a part of a picture. */
  static Bitmap resize(Bitmap map, int width, int height, Resampling filter, Box box) {
    boolean whole = box.equals(new Box(0, 0, map.width(), map.height()));
    if (whole && width == map.width() && height == map.height()) {
      return map;
    }
    if (filter == Resampling.NEAREST) {
      return nearest(map, width, height, box);
    }
    if (map.bands() == 2 || map.bands() == 4) {
      return unmultiplied(filtered(multiplied(map), width, height, filter, box));
    }
    return filtered(map, width, height, filter, box);
  }

  private static Bitmap nearest(Bitmap map, int width, int height, Box box) {
    boolean summed = map.deep() == null;
    int[] columns = places(box.left(), box.width(), width, summed);
    int[] rows = places(box.top(), box.height(), height, summed);
    int bands = map.bands();
    Bitmap result = empty(map, width, height);
    int at = 0;
    for (int row : rows) {
      for (int column : columns) {
        int from = (row * map.width() + column) * bands;
        for (int band = 0; band < bands; band++) {
          put(result, at++, map.sample(from + band));
        }
      }
    }
    return result;
  }

  /** Pillow adds up the step, which now and then differs from multiplying by it. */
  private static int[] places(int from, int extent, int size, boolean summed) {
    double step = (double) extent / size;
    double place = from + step * 0.5;
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      places[i] = (int) (summed ? place : from + step * (i + 0.5));
      place += step;
    }
    return places;
  }

  private static Bitmap filtered(Bitmap map, int width, int height, Resampling filter, Box box) {
    Weights down = Weights.of(map.height(), box.top(), box.height(), height, filter);
    boolean narrows = width != map.width() || box.left() != 0 || box.width() != width;
    boolean lowers = height != map.height() || box.top() != 0 || box.height() != height;
    if (!narrows) {
      return lowers ? down(map, down, height) : map;
    }
    Weights across = Weights.of(map.width(), box.left(), box.width(), width, filter);
    if (!lowers) {
      return across(map, across, width, 0, height);
    }
    if (isDownFirst(map, width, height)) {
      return across(down(map, down, height), across, width, 0, height);
    }
    int last = height - 1;
    int first = down.first[0];
    int rows = down.first[last] + down.count[last] - first;
    for (int i = 0; i < height; i++) {
      down.first[i] -= first;
    }
    return down(across(map, across, width, first, rows), down, height);
  }

  /** Rounding in between makes the order of the passes count: this is that of Pillow 13. */
  private static boolean isDownFirst(Bitmap map, int width, int height) {
    return height < map.height() && map.height() - height > 2L * (map.width() - width);
  }

  private static Bitmap empty(Bitmap like, int width, int height) {
    return like.deep() == null
        ? new Bitmap(width, height, like.bands())
        : new Bitmap(width, height, 1, new byte[0], new short[width * height]);
  }

  private static void put(Bitmap map, int index, int sample) {
    short[] deep = map.deep();
    if (deep == null) {
      map.bytes()[index] = (byte) sample;
    } else {
      deep[index] = (short) sample;
    }
  }

  private static Bitmap across(Bitmap map, Weights weights, int width, int top, int rows) {
    Bitmap result = empty(map, width, rows);
    int bands = map.bands();
    int at = 0;
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < width; x++) {
        int from = ((top + y) * map.width() + weights.first[x]) * bands;
        for (int band = 0; band < bands; band++) {
          put(result, at++, sum(map, from + band, bands, weights, x));
        }
      }
    }
    return result;
  }

  private static Bitmap down(Bitmap map, Weights weights, int height) {
    Bitmap result = empty(map, map.width(), height);
    int line = map.width() * map.bands();
    int at = 0;
    for (int y = 0; y < height; y++) {
      int from = weights.first[y] * line;
      for (int i = 0; i < line; i++) {
        put(result, at++, sum(map, from + i, line, weights, y));
      }
    }
    return result;
  }

  private static int sum(Bitmap map, int from, int step, Weights weights, int index) {
    short[] deep = map.deep();
    if (deep != null) {
      return deepSum(deep, from, step, weights.exact[index]);
    }
    byte[] bytes = map.bytes();
    int sum = 1 << (PRECISION - 1);
    int at = from;
    for (int weight : weights.fixed[index]) {
      sum += (bytes[at] & 0xff) * weight;
      at += step;
    }
    return Math.max(0, Math.min(255, sum >> PRECISION));
  }

  private static int deepSum(short[] deep, int from, int step, double[] weights) {
    double sum = 0;
    int at = from;
    for (double weight : weights) {
      sum += (deep[at] & 0xffff) * weight;
      at += step;
    }
    return (int) Math.max(0, Math.min(65_535, Math.floor(sum + 0.5)));
  }

  private static Bitmap multiplied(Bitmap map) {
    Bitmap result = new Bitmap(map.width(), map.height(), map.bands());
    int alpha = map.bands() - 1;
    for (int i = 0; i < map.bytes().length; i += map.bands()) {
      int opacity = map.sample(i + alpha);
      for (int band = 0; band < alpha; band++) {
        int product = map.sample(i + band) * opacity + 128;
        put(result, i + band, ((product >> 8) + product) >> 8);
      }
      put(result, i + alpha, opacity);
    }
    return result;
  }

  private static Bitmap unmultiplied(Bitmap map) {
    int alpha = map.bands() - 1;
    for (int i = 0; i < map.bytes().length; i += map.bands()) {
      int opacity = map.sample(i + alpha);
      for (int band = 0; band < alpha && opacity > 0 && opacity < 255; band++) {
        put(map, i + band, Math.min(255, 255 * map.sample(i + band) / opacity));
      }
    }
    return map;
  }

  /** The largest part in the middle that has the shape of a size; the whole if none is wanted. */
  static Box box(Bitmap map, int width, int height, boolean keepAspectRatio) {
    if (!keepAspectRatio) {
      return new Box(0, 0, map.width(), map.height());
    }
    int rows = (int) Math.min(map.height(), (long) map.width() * height / width);
    int columns = (int) Math.min(map.width(), (long) map.height() * width / height);
    return new Box((map.width() - columns) / 2, (map.height() - rows) / 2, columns, rows);
  }

  /** Finds a filter by Keras' name. */
  static @Nullable Resampling named(String name) {
    return Resampling.NAMES.contains(name)
        ? Resampling.valueOf(name.toUpperCase(Locale.ROOT))
        : null;
  }
}
