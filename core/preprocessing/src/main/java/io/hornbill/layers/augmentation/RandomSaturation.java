package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Makes the colours of images more or less saturated, in training.
 *
 * <p>What is drawn for each image: the factor of the saturation.
 */
public final class RandomSaturation extends ColorLayer<RandomSaturation> {
  private static final Setting<List<Double>> FACTOR = Factors.range("factor", 0, -1, 1);

  /**
   * Makes a layer.
   *
   * @param factor the least and the greatest share f, for factors of f / (1 - f): 0.5 changes
   *     nothing, 0 makes grey, 1 as strong as can be; one number for both sides of 0
   */
  public RandomSaturation(double... factor) {
    declare(FACTOR);
    set(FACTOR, Factors.list(factor));
  }

  @Override
  double[] row(RandomStream random) {
    List<Double> factor = get(FACTOR);
    double share = uniform(random, factor.get(0), factor.get(1));
    return new double[] {share / (1 - share + 1e-7)};
  }

  @Override
  int parameters() {
    return 1;
  }

  @Override
  void one(Pictures in, int picture, double[] parameters, Pictures out) {
    float[] hsv = new float[3];
    int from = in.start(picture);
    for (int i = from; i < from + in.size(); i += in.channels) {
      Colors.toHsv(in.data, i, hsv);
      hsv[1] = clip(hsv[1] * (float) parameters[0]);
      Colors.toRgb(hsv, out.data, i);
    }
  }
}
