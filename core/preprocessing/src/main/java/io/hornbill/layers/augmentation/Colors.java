package io.hornbill.layers.augmentation;

/** Single colours: grey, and hue, saturation and value. */
final class Colors {
  private Colors() {}

  static float gray(float[] data, int at, int channels) {
    return channels < 3
        ? data[at]
        : 0.2989f * data[at] + 0.587f * data[at + 1] + 0.114f * data[at + 2];
  }

  /** Turns red, green and blue at a place into hue from 0 to 1, saturation, and value. */
  static void toHsv(float[] data, int at, float[] hsv) {
    float r = small(data[at]);
    float g = small(data[at + 1]);
    float b = small(data[at + 2]);
    float value = Math.max(r, Math.max(g, b));
    float range = value - Math.min(r, Math.min(g, b));
    float hue = 0;
    if (range > 0) {
      float norm = 1 / (6 * range);
      if (value == r) {
        hue = norm * (g - b);
      } else if (value == g) {
        hue = norm * (b - r) + 2f / 6;
      } else {
        hue = norm * (r - g) + 4f / 6;
      }
      hue += hue < 0 ? 1 : 0;
    }
    hsv[0] = hue;
    hsv[1] = value > 0 ? range / value : 0;
    hsv[2] = value;
  }

  private static float small(float value) {
    return Math.abs(value) < Math.ulp(1f) ? 0 : value;
  }

  /** Turns hue, saturation and value into red, green and blue at a place. */
  static void toRgb(float[] hsv, float[] data, int at) {
    float turn = (hsv[0] - (float) Math.floor(hsv[0])) * 6;
    data[at] = part(hsv, Math.abs(turn - 3) - 1);
    data[at + 1] = part(hsv, 2 - Math.abs(turn - 2));
    data[at + 2] = part(hsv, 2 - Math.abs(turn - 4));
  }

  private static float part(float[] hsv, float share) {
    float s = hsv[1];
    return hsv[2] * (1 - s + s * Math.min(Math.max(share, 0), 1));
  }
}
