package io.hornbill.layers.augmentation;

import java.util.Arrays;

/** Pictures cut to the shape of a target, and resized to it. */
final class Fitting {
  private Fitting() {}

  /** The largest part in the middle that has the target's proportions, resized. */
  static Pictures cropped(Pictures in, int height, int width, Resampler resampler) {
    int tall = limited((int) ((double) (in.width * height) / width), in.height);
    int wide = limited((int) ((double) (in.height * width) / height), in.width);
    return resampler.resize(
        in, (in.height - tall) / 2, (in.width - wide) / 2, tall, wide, height, width);
  }

  private static int limited(int length, int most) {
    return Math.max(1, Math.min(length, most));
  }

  /** The picture with margins, so that it has the target's proportions, resized. */
  static Pictures padded(Pictures in, int height, int width, Resampler resampler, float fill) {
    int tall = Math.max(in.height, (int) ((double) (in.width * height) / width));
    int wide = Math.max(in.width, (int) ((double) (in.height * width) / height));
    int top = (tall - in.height) / 2;
    int left = top > 0 ? 0 : (wide - in.width) / 2;
    Pictures padded = new Pictures(in.count, in.height + 2 * top, in.width + 2 * left, in.channels);
    Arrays.fill(padded.data, fill);
    for (int picture = 0; picture < in.count; picture++) {
      for (int y = 0; y < in.height; y++) {
        System.arraycopy(
            in.data,
            in.at(picture, y, 0),
            padded.data,
            padded.at(picture, top + y, left),
            in.width * in.channels);
      }
    }
    return resampler.resize(padded, 0, 0, padded.height, padded.width, height, width);
  }

  /** A rectangle as it is. */
  static Pictures cut(Pictures in, int top, int left, int height, int width) {
    Pictures out = new Pictures(in.count, height, width, in.channels);
    for (int picture = 0; picture < in.count; picture++) {
      for (int y = 0; y < height; y++) {
        System.arraycopy(
            in.data,
            in.at(picture, top + y, left),
            out.data,
            out.at(picture, y, 0),
            width * in.channels);
      }
    }
    return out;
  }
}
