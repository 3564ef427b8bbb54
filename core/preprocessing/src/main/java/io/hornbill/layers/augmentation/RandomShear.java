package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Slants pictures, in training.
 *
 * <p>What is drawn for a picture: by how many columns a row differs from the one above, and by how
 * many rows a column from the one before. Both are turned around in half of the cases.
 */
public final class RandomShear extends WarpLayer<RandomShear> {
  private static final Setting<List<Double>> X_FACTOR = Factors.shift("x_factor", 0, -1, 1);
  private static final Setting<List<Double>> Y_FACTOR = Factors.shift("y_factor", 0, -1, 1);

  /** Makes a layer that does nothing until a factor is set. */
  public RandomShear() {
    declare(X_FACTOR, Y_FACTOR);
  }

  /**
   * Makes a layer.
   *
   * @param xFactor the greatest slant along the rows, from -1 to 1
   * @param yFactor the greatest slant along the columns, from -1 to 1
   */
  public RandomShear(double xFactor, double yFactor) {
    this();
    xFactor(xFactor);
    yFactor(yFactor);
  }

  /**
   * Sets the slant along the rows.
   *
   * @param xFactor the greatest one, or the least and the greatest one, from -1 to 1
   */
  public RandomShear xFactor(double... xFactor) {
    return with(X_FACTOR, Factors.list(xFactor));
  }

  /**
   * Sets the slant along the columns.
   *
   * @param yFactor the greatest one, or the least and the greatest one, from -1 to 1
   */
  public RandomShear yFactor(double... yFactor) {
    return with(Y_FACTOR, Factors.list(yFactor));
  }

  @Override
  double[] row(int height, int width, RandomStream random) {
    double turn = random.nextDouble() > 0.5 ? -1 : 1;
    List<Double> y = get(Y_FACTOR);
    double down = uniform(random, y.get(0), y.get(1));
    List<Double> x = get(X_FACTOR);
    return new double[] {turn * uniform(random, x.get(0), x.get(1)), turn * down};
  }

  @Override
  int parameters() {
    return 2;
  }

  @Override
  void warp(Sampler sampler, Pictures in, int picture, double[] parameters, Pictures out) {
    sampler.affine(in, picture, out, 1, parameters[0], 0, parameters[1], 1, 0);
  }

  /**
   * As Keras moves them, sides of a box along the rows first; but by pixels, not by shares of the
   * picture.
   */
  @Override
  void move(double[] box, double[] parameters, int height, int width) {
    double x = parameters[0];
    double y = parameters[1];
    double top = box[1];
    box[0] -= x * (x < 0 ? top : box[3]);
    box[2] -= x * (x < 0 ? box[3] : top);
    box[1] -= y * (y > 0 ? box[2] : box[0]);
    box[3] -= y * (y > 0 ? box[0] : box[2]);
  }
}
