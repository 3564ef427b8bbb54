package io.hornbill.datasets;

/** Flips pictures {@code [height, width, channels]} and changes their colours. */
final class Recolor {
  private Recolor() {}

  /** Adds to all numbers, which stay between the least and the greatest one. */
  static void shift(float[] pixels, double added) {
    if (added == 0) {
      return;
    }
    float[] ends = ends(pixels);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Math.min(Math.max((float) (pixels[i] + added), ends[0]), ends[1]);
    }
  }

  private static float[] ends(float[] pixels) {
    float[] ends = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    for (float pixel : pixels) {
      ends[0] = Math.min(ends[0], pixel);
      ends[1] = Math.max(ends[1], pixel);
    }
    return ends;
  }

  static float[] flip(float[] pixels, int height, int width, int channels, ImageTransform how) {
    if (!how.flipHorizontal() && !how.flipVertical()) {
      return pixels;
    }
    float[] out = new float[pixels.length];
    for (int y = 0; y < height; y++) {
      int row = how.flipVertical() ? height - 1 - y : y;
      for (int x = 0; x < width; x++) {
        int column = how.flipHorizontal() ? width - 1 - x : x;
        System.arraycopy(
            pixels, (row * width + column) * channels, out, (y * width + x) * channels, channels);
      }
    }
    return out;
  }

  /** As Pillow does on whole levels; other ranges are brought to 0 to 255 and back. */
  static void brighten(float[] pixels, int channels, double factor) {
    float[] ends = ends(pixels);
    boolean scaled = ends[0] < 0 || ends[1] > 255;
    float range = ends[1] - ends[0];
    for (int i = 0; i < pixels.length; i++) {
      float level = scaled ? (range == 0 ? 0 : (pixels[i] - ends[0]) / range * 255) : pixels[i];
      boolean opacity = channels == 4 && i % channels == 3;
      int whole = (int) level;
      float changed = opacity ? whole : (int) Math.min(255, (float) (whole * factor));
      pixels[i] = scaled ? changed / 255 * range + ends[0] : changed;
    }
  }
}
