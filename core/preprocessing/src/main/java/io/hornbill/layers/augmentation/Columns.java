package io.hornbill.layers.augmentation;

/** Where the columns of a picture come from that is not turned: the same for all lines. */
final class Columns {
  private final int[] lefts;
  private final float[] rights;

  private Columns(int width) {
    lefts = new int[width];
    rights = new float[width];
  }

  /** The columns at {@code a x + c}. */
  static Columns of(Pictures in, int width, double... m) {
    Columns columns = new Columns(width);
    for (int x = 0; x < width; x++) {
      double from = m[0] * x + m[2];
      int left = (int) from;
      columns.lefts[x] = left * in.channels;
      columns.rights[x] = (float) (from - left);
    }
    return columns;
  }

  /** Weighs four pixels each for a part of a line, all of which are there. */
  void line(Pictures in, int picture, double fromY, int from, int end, float[] out, int start) {
    float[] data = in.data;
    int channels = in.channels;
    int top = (int) fromY;
    float low = (float) (fromY - top);
    int upper = in.at(picture, top, 0);
    int lower = upper + in.width * channels;
    int to = start;
    for (int x = from; x < end; x++) {
      float right = rights[x];
      float w00 = (1 - right) * (1 - low);
      float w01 = right * (1 - low);
      float w10 = (1 - right) * low;
      float w11 = right * low;
      int at = upper + lefts[x];
      int below = lower + lefts[x];
      if (channels == 3) { // the usual case, without a loop in the loop
        out[to] = w00 * data[at] + w01 * data[at + 3] + w10 * data[below] + w11 * data[below + 3];
        out[to + 1] =
            w00 * data[at + 1] + w01 * data[at + 4] + w10 * data[below + 1] + w11 * data[below + 4];
        out[to + 2] =
            w00 * data[at + 2] + w01 * data[at + 5] + w10 * data[below + 2] + w11 * data[below + 5];
        to += 3;
        continue;
      }
      for (int c = 0; c < channels; c++, to++) {
        out[to] =
            w00 * data[at + c]
                + w01 * data[at + c + channels]
                + w10 * data[below + c]
                + w11 * data[below + c + channels];
      }
    }
  }
}
