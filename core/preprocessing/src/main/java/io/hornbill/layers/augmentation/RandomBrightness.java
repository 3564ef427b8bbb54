package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Makes pictures brighter or darker, in training.
 *
 * <p>What is drawn for a picture: what is added to each pixel.
 */
public final class RandomBrightness extends ColorLayer<RandomBrightness> {
  private static final Setting<List<Double>> FACTOR = Factors.range("factor", 0, -1, 1);

  /**
   * Makes a layer.
   *
   * @param factor the greatest change as a share of the range of pixels, to both sides, or the
   *     least and the greatest one; from -1 to 1
   */
  public RandomBrightness(double... factor) {
    declare(FACTOR);
    set(FACTOR, Factors.list(factor));
  }

  @Override
  double[] row(RandomStream random) {
    List<Double> factor = get(FACTOR);
    double range = high() - low();
    return new double[] {uniform(random, factor.get(0), factor.get(1)) * range};
  }

  @Override
  int parameters() {
    return 1;
  }

  @Override
  void one(Pictures in, int picture, double[] parameters, Pictures out) {
    float delta = (float) parameters[0];
    int from = in.start(picture);
    for (int i = from; i < from + in.size(); i++) {
      out.data[i] = clip(in.data[i] + delta);
    }
  }
}
