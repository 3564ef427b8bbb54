package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;

/**
 * Flips half of the pictures, in training.
 *
 * <p>What is drawn for a picture: 1 for a flip, else 0. With both directions a picture is turned by
 * 180 degrees or not at all, as in Keras.
 */
public final class RandomFlip extends RandomImageLayer<RandomFlip> {
  private static final Setting<String> MODE =
      Setting.choice(
          "mode", "horizontal_and_vertical", "horizontal_and_vertical", "horizontal", "vertical");

  /** Makes a layer that flips in both directions. */
  public RandomFlip() {
    declare(MODE);
  }

  /**
   * Makes a layer.
   *
   * @param mode {@code "horizontal"} for left and right, {@code "vertical"} for up and down, {@code
   *     "horizontal_and_vertical"}
   */
  public RandomFlip(String mode) {
    this();
    mode(mode);
  }

  /**
   * Sets the direction.
   *
   * @param mode {@code "horizontal"}, {@code "vertical"} or {@code "horizontal_and_vertical"}
   */
  public RandomFlip mode(String mode) {
    return with(MODE, mode);
  }

  @Override
  public double[][] draw(int batch, int height, int width, RandomStream random) {
    double[][] rows = new double[batch][1];
    for (double[] row : rows) {
      row[0] = random.nextDouble() <= 0.5 ? 1 : 0;
    }
    return rows;
  }

  @Override
  int parameters() {
    return 1;
  }

  @Override
  boolean leaves(double[] parameters) {
    return parameters[0] == 0;
  }

  @Override
  void one(Pictures in, int picture, double[] parameters, Pictures out) {
    if (leaves(parameters)) {
      copy(in, picture, out);
      return;
    }
    boolean across = !get(MODE).equals("vertical");
    boolean down = !get(MODE).equals("horizontal");
    int channels = in.channels;
    for (int y = 0; y < in.height; y++) {
      int from = in.at(picture, down ? in.height - 1 - y : y, 0);
      int to = out.at(picture, y, 0);
      if (!across) {
        System.arraycopy(in.data, from, out.data, to, in.width * channels);
        continue;
      }
      for (int x = 0; x < in.width; x++) {
        int pixel = from + (in.width - 1 - x) * channels;
        for (int c = 0; c < channels; c++) {
          out.data[to + x * channels + c] = in.data[pixel + c];
        }
      }
    }
  }

  @Override
  void mask(Pictures in, int picture, double[] parameters, Pictures out) {
    one(in, picture, parameters, out);
  }

  @Override
  Boxes boxes(Boxes in, int height, int width, double[][] parameters) {
    boolean across = !get(MODE).equals("vertical");
    boolean down = !get(MODE).equals("horizontal");
    return in.moved(
        height,
        width,
        (box, picture) -> {
          boolean flips = parameters[picture][0] != 0;
          double left = box[0];
          double top = box[1];
          if (flips && across) {
            box[0] = width - box[2];
            box[2] = width - left;
          }
          if (flips && down) {
            box[1] = height - box[3];
            box[3] = height - top;
          }
        });
  }
}
