package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Turns pictures around their middle, in training.
 *
 * <p>What is drawn for a picture: the angle in degrees, even in the range.
 */
public final class RandomRotation extends WarpLayer<RandomRotation> {
  private static final Setting<List<Double>> FACTOR = Factors.range("factor", 0, -1, 1);

  /**
   * Makes a layer.
   *
   * @param factor the greatest angle in full turns, to both sides, or the least and the greatest
   *     one; from -1 to 1
   */
  public RandomRotation(double... factor) {
    declare(FACTOR);
    set(FACTOR, Factors.list(factor));
  }

  @Override
  double[] row(int height, int width, RandomStream random) {
    List<Double> factor = get(FACTOR);
    return new double[] {uniform(random, factor.get(0) * 360, factor.get(1) * 360)};
  }

  @Override
  int parameters() {
    return 1;
  }

  @Override
  void warp(Sampler sampler, Pictures in, int picture, double[] parameters, Pictures out) {
    double angle = Math.toRadians(parameters[0]);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double x = (in.width - 1) / 2.0;
    double y = (in.height - 1) / 2.0;
    sampler.affine(
        in, picture, out, cos, -sin, x - x * cos + y * sin, sin, cos, y - x * sin - y * cos);
  }

  @Override
  void move(double[] box, double[] parameters, int height, int width) {
    double x = (width - 1) / 2.0;
    double y = (height - 1) / 2.0;
    double cos = Math.cos(Math.toRadians(parameters[0]));
    double sin = Math.sin(Math.toRadians(parameters[0]));
    double[] matrix = {cos, sin, x - x * cos - y * sin, -sin, cos, y + x * sin - y * cos, 0, 0, 1};
    Boxes.project(box, matrix);
  }
}
