package io.hornbill.datasets;

import io.hornbill.base.JavaHeap;

/**
 * The pixels of an image as numbers.
 *
 * @param values {@code [height, width, channels]}
 * @param height the number of rows
 * @param width the number of columns
 * @param channels 1 for brightness, 3 for red, green and blue, 4 with opacity
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pixels(float[] values, int height, int width, int channels) {
  private static final int WHITE = 255;

  /** The samples of a picture: from 0 to 255, or to 65,535 where it is deep. */
  static Pixels of(Bitmap map) {
    float[] values =
        new float[JavaHeap.length(Float.BYTES, "Images", map.width(), map.height(), map.bands())];
    for (int i = 0; i < values.length; i++) {
      values[i] = map.sample(i);
    }
    return new Pixels(values, map.height(), map.width(), map.bands());
  }

  /** The numbers in the order {@code [channels, height, width]}. */
  float[] channelsFirst() {
    float[] result = new float[values.length];
    int plane = height * width;
    for (int i = 0; i < values.length; i++) {
      result[i % channels * plane + i / channels] = values[i];
    }
    return result;
  }

  /**
   * Cuts the fractions off the numbers.
   *
   * @param scale whether the smallest number becomes black and the largest one white
   */
  Bitmap toBitmap(boolean scale) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    float range = most - least == 0 ? 1 : most - least;
    boolean deep = !scale && channels == 1 && most > WHITE;
    Bitmap map =
        deep
            ? new Bitmap(width, height, 1, new byte[0], new short[values.length])
            : new Bitmap(width, height, channels);
    short[] wide = map.deep();
    for (int i = 0; i < values.length; i++) {
      int level = (int) (scale ? (values[i] - least) / range * WHITE : values[i]);
      if (wide == null) {
        map.bytes()[i] = (byte) Math.max(0, Math.min(WHITE, level));
      } else {
        wide[i] = (short) Math.max(0, Math.min(65_535, level));
      }
    }
    return map;
  }

  /**
   * The nearest pixels, where the centers of the new ones lie, computed in floats as TensorFlow.
   */
  Pixels nearest(int newHeight, int newWidth) {
    float[] result =
        new float[JavaHeap.length(Float.BYTES, "Images", newHeight, newWidth, channels)];
    float down = (float) height / newHeight;
    float across = (float) width / newWidth;
    for (int y = 0; y < newHeight; y++) {
      int fromY = Math.min(height - 1, (int) ((y + 0.5f) * down));
      for (int x = 0; x < newWidth; x++) {
        int fromX = Math.min(width - 1, (int) ((x + 0.5f) * across));
        System.arraycopy(
            values,
            (fromY * width + fromX) * channels,
            result,
            (y * newWidth + x) * channels,
            channels);
      }
    }
    return new Pixels(result, newHeight, newWidth, channels);
  }

  /** Mixes the four pixels around the center of each new one, as Keras does. */
  Pixels bilinear(int newHeight, int newWidth) {
    return TensorResize.resize(this, newHeight, newWidth, "bilinear");
  }

  /** A part of the image. */
  Pixels crop(int top, int left, int rows, int columns) {
    float[] result = new float[JavaHeap.length(Float.BYTES, "Images", rows, columns, channels)];
    for (int y = 0; y < rows; y++) {
      System.arraycopy(
          values,
          ((top + y) * width + left) * channels,
          result,
          y * columns * channels,
          columns * channels);
    }
    return new Pixels(result, rows, columns, channels);
  }

  /** The image on a larger one of zeros. */
  Pixels pad(int top, int left, int rows, int columns) {
    float[] result = new float[JavaHeap.length(Float.BYTES, "Images", rows, columns, channels)];
    for (int y = 0; y < height; y++) {
      System.arraycopy(
          values,
          y * width * channels,
          result,
          ((top + y) * columns + left) * channels,
          width * channels);
    }
    return new Pixels(result, rows, columns, channels);
  }
}
