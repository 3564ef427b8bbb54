package io.hornbill.layers.augmentation;

import java.util.Arrays;

/**
 * Resizes pictures, as they are, cut, or with margins.
 *
 * @param way what is done about other proportions
 * @param height the height that is wanted
 * @param width the width that is wanted
 * @param resampler how pictures are read; masks are read at the nearest pixel
 * @param fill the value of margins
 */
record Fitting(Way way, int height, int width, Resampler resampler, float fill)
    implements Alteration {
  /** What is done about other proportions. */
  enum Way {
    STRETCH,
    CUT,
    PAD
  }

  @Override
  public Pictures images(Pictures in) {
    return resized(in, resampler);
  }

  @Override
  public Pictures masks(Pictures in) {
    return resized(in, Resampler.of("nearest", false));
  }

  private Pictures resized(Pictures in, Resampler by) {
    return switch (way) {
      case STRETCH -> by.resize(in, 0, 0, in.height, in.width, height, width);
      case CUT -> Crop.middle(in.height, in.width, height, width).resized(in, by);
      case PAD -> padded(in, by);
    };
  }

  private Pictures padded(Pictures in, Resampler by) {
    int tall = Math.max(in.height, (int) ((double) in.width * height / width));
    int wide = Math.max(in.width, (int) ((double) in.height * width / height));
    int top = (tall - in.height) / 2;
    int left = top > 0 ? 0 : (wide - in.width) / 2;
    Pictures padded = new Pictures(in.count, in.height + 2 * top, in.width + 2 * left, in.channels);
    Arrays.fill(padded.data, fill);
    int line = in.width * in.channels;
    for (int picture = 0; picture < in.count; picture++) {
      for (int y = 0; y < in.height; y++) {
        int to = padded.at(picture, top + y, left);
        System.arraycopy(in.data, in.at(picture, y, 0), padded.data, to, line);
      }
    }
    return by.resize(padded, 0, 0, padded.height, padded.width, height, width);
  }

  /** As Keras moves them, with whole pixels at the edges; boxes of nothing become zeros. */
  @Override
  public Boxes boxes(Boxes in, int tall, int wide) {
    double down = (double) height / tall;
    double across = (double) width / wide;
    double same = way == Way.PAD ? Math.min(down, across) : Math.max(down, across);
    double y = way == Way.STRETCH ? down : same;
    double x = way == Way.STRETCH ? across : same;
    // Margins are above 0, and what is cut away is below.
    double top = Math.signum(height - tall * y) * Math.floor(Math.abs(height - tall * y) / 2);
    double left = Math.signum(width - wide * x) * Math.floor(Math.abs(width - wide * x) / 2);
    return in.moved(
        height,
        width,
        (box, picture) -> {
          boolean nothing = box[2] <= 0 && box[3] <= 0;
          for (int side = 0; side < 4; side++) {
            boolean column = side % 2 == 0;
            box[side] = nothing ? 0 : box[side] * (column ? x : y) + (column ? left : top);
          }
        });
  }
}
