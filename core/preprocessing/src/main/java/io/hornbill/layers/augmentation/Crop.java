package io.hornbill.layers.augmentation;

/**
 * Cuts a rectangle out of pictures, and resizes it.
 *
 * @param top the first row
 * @param left the first column
 * @param tall the height of the rectangle
 * @param wide its width
 * @param height the height that is wanted
 * @param width the width that is wanted
 */
record Crop(int top, int left, int tall, int wide, int height, int width) implements Alteration {
  /** The largest rectangle in the middle of a picture that has the target's proportions. */
  static Crop middle(int tall, int wide, int height, int width) {
    int rows = limited((int) ((double) (wide * height) / width), tall);
    int columns = limited((int) ((double) (tall * width) / height), wide);
    return new Crop((tall - rows) / 2, (wide - columns) / 2, rows, columns, height, width);
  }

  private static int limited(int length, int most) {
    return Math.max(1, Math.min(length, most));
  }

  /** A rectangle of the wanted size. */
  static Crop exact(int top, int left, int height, int width) {
    return new Crop(top, left, height, width, height, width);
  }

  @Override
  public Pictures images(Pictures in) {
    return resized(in, Resampler.of("bilinear", false));
  }

  @Override
  public Pictures masks(Pictures in) {
    return resized(in, Resampler.of("nearest", false));
  }

  Pictures resized(Pictures in, Resampler resampler) {
    return tall == height && wide == width
        ? cut(in)
        : resampler.resize(in, top, left, tall, wide, height, width);
  }

  private Pictures cut(Pictures in) {
    Pictures out = new Pictures(in.count, height, width, in.channels);
    int line = width * in.channels;
    for (int picture = 0; picture < in.count; picture++) {
      for (int y = 0; y < height; y++) {
        int from = in.at(picture, top + y, left);
        System.arraycopy(in.data, from, out.data, out.at(picture, y, 0), line);
      }
    }
    return out;
  }

  @Override
  public Boxes boxes(Boxes in, int pictureHeight, int pictureWidth) {
    return in.moved(
        height,
        width,
        (box, picture) -> {
          for (int side = 0; side < 4; side++) {
            double from = side % 2 == 0 ? left : top;
            double length = side % 2 == 0 ? wide : tall;
            double place = Math.min(Math.max(box[side] - from, 0), length);
            box[side] = place / length * (side % 2 == 0 ? width : height);
          }
        });
  }
}
