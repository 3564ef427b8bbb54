package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Shows pictures as if seen from the side, in training.
 *
 * <p>What is drawn for a picture: 1 if it is changed, else 0; then by which shares the coordinates
 * x and y of its corners grow: left top, right top, left bottom, right bottom.
 */
public final class RandomPerspective extends RandomImageLayer<RandomPerspective> {
  private static final Setting<List<Double>> FACTOR = Factors.range("factor", 1, 0, 1);
  private static final Setting<Double> SCALE = Setting.number("scale", 1).within(0, 1);

  /**
   * Makes a layer.
   *
   * @param factor how likely it is, from 0 to 1, or the range that this is drawn from
   */
  public RandomPerspective(double... factor) {
    declare(FACTOR, SCALE, Sampler.INTERPOLATION, Sampler.FILL_VALUE);
    set(FACTOR, Factors.list(factor));
  }

  /**
   * Sets how far corners move.
   *
   * @param scale a share of twice the picture's size, from 0 to 1
   */
  public RandomPerspective scale(double scale) {
    return with(SCALE, scale);
  }

  /**
   * Sets the interpolation between pixels.
   *
   * @param interpolation {@code "bilinear"} or {@code "nearest"}
   */
  public RandomPerspective interpolation(String interpolation) {
    return with(Sampler.INTERPOLATION, interpolation);
  }

  /**
   * Sets the value beyond the edges.
   *
   * @param fillValue the value of a pixel
   */
  public RandomPerspective fillValue(double fillValue) {
    return with(Sampler.FILL_VALUE, fillValue);
  }

  @Override
  public double[][] draw(int batch, int height, int width, RandomStream random) {
    List<Double> factor = get(FACTOR);
    double half = get(SCALE) / 2;
    double[][] rows = new double[batch][9];
    for (double[] row : rows) {
      row[0] = chance(random, factor.get(0), factor.get(1));
      for (int i = 1; i < 9; i++) {
        row[i] = uniform(random, -half, half);
      }
    }
    return rows;
  }

  @Override
  int parameters() {
    return 9;
  }

  @Override
  void one(Pictures in, int picture, double[] parameters, Pictures out) {
    warp(get(Sampler.INTERPOLATION), in, picture, parameters, out);
  }

  @Override
  void mask(Pictures in, int picture, double[] parameters, Pictures out) {
    warp("nearest", in, picture, parameters, out);
  }

  private void warp(
      String interpolation, Pictures in, int picture, double[] parameters, Pictures out) {
    if (parameters[0] == 0) {
      copy(in, picture, out);
      return;
    }
    double[] h = Homography.between(in.width, in.height, parameters);
    Sampler sampler = Sampler.of(interpolation, "constant", get(Sampler.FILL_VALUE));
    for (int y = 0; y < in.height; y++) {
      for (int x = 0; x < in.width; x++) {
        double depth = h[6] * x + h[7] * y + 1;
        double fromX = (h[0] * x + h[1] * y + h[2]) / depth;
        double fromY = (h[3] * x + h[4] * y + h[5]) / depth;
        sampler.sample(in, picture, fromX, fromY, out.data, out.at(picture, y, x));
      }
    }
  }

  @Override
  Boxes boxes(Boxes in, int height, int width, double[][] parameters) {
    return in.moved(
        height,
        width,
        (box, picture) -> {
          if (parameters[picture][0] != 0) {
            double[] back = Homography.between(width, height, parameters[picture]);
            Boxes.project(box, Homography.inverse(back));
          }
        });
  }
}
