package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Shifts pictures, in training.
 *
 * <p>What is drawn for a picture: the pixels by which it moves down, and to the right.
 */
public final class RandomTranslation extends WarpLayer<RandomTranslation> {
  private static final Setting<List<Double>> HEIGHT_FACTOR =
      Factors.shift("height_factor", 0, -1, 1);
  private static final Setting<List<Double>> WIDTH_FACTOR = Factors.shift("width_factor", 0, -1, 1);

  /**
   * Makes a layer.
   *
   * @param heightFactor the greatest shift up and down, as a share of the height
   * @param widthFactor the greatest shift to the left and right, as a share of the width
   */
  public RandomTranslation(double heightFactor, double widthFactor) {
    declare(HEIGHT_FACTOR, WIDTH_FACTOR);
    set(HEIGHT_FACTOR, List.of(heightFactor));
    set(WIDTH_FACTOR, List.of(widthFactor));
  }

  /**
   * Sets the shift down.
   *
   * @param heightFactor the greatest one to both sides, or the least and the greatest one, as
   *     shares of the height
   */
  public RandomTranslation heightFactor(double... heightFactor) {
    return with(HEIGHT_FACTOR, Factors.list(heightFactor));
  }

  /**
   * Sets the shift to the right.
   *
   * @param widthFactor the greatest one to both sides, or the least and the greatest one, as shares
   *     of the width
   */
  public RandomTranslation widthFactor(double... widthFactor) {
    return with(WIDTH_FACTOR, Factors.list(widthFactor));
  }

  @Override
  double[] row(int height, int width, RandomStream random) {
    List<Double> down = get(HEIGHT_FACTOR);
    List<Double> right = get(WIDTH_FACTOR);
    return new double[] {
      height * uniform(random, down.get(0), down.get(1)),
      width * uniform(random, right.get(0), right.get(1))
    };
  }

  @Override
  int parameters() {
    return 2;
  }

  @Override
  void warp(Sampler sampler, Pictures in, int picture, double[] parameters, Pictures out) {
    sampler.affine(in, picture, out, 1, 0, -parameters[1], 0, 1, -parameters[0]);
  }

  @Override
  void move(double[] box, double[] parameters, int height, int width) {
    for (int side = 0; side < 4; side++) {
      box[side] += parameters[1 - side % 2];
    }
  }
}
