package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Makes pictures richer or poorer in contrast, in training.
 *
 * <p>What is drawn for a picture: the factor by which each pixel differs from the mean of its
 * channel.
 */
public final class RandomContrast extends ColorLayer<RandomContrast> {
  private static final Setting<List<Double>> FACTOR = Factors.range("factor", 0, 0, 1);

  /**
   * Makes a layer.
   *
   * @param factor the greatest change f, for factors of 1 to 1 + f; or two numbers, a and b, for
   *     factors of 1 - a to 1 + b; from 0 to 1
   */
  public RandomContrast(double... factor) {
    declare(FACTOR);
    set(FACTOR, Factors.list(factor));
  }

  @Override
  double[] row(RandomStream random) {
    List<Double> factor = get(FACTOR);
    return new double[] {uniform(random, 1 - factor.get(0), 1 + factor.get(1))};
  }

  @Override
  int parameters() {
    return 1;
  }

  @Override
  void one(Pictures in, int picture, double[] parameters, Pictures out) {
    int pixels = in.height * in.width;
    for (int c = 0; c < in.channels; c++) {
      int from = in.start(picture) + c;
      double sum = 0;
      for (int i = 0; i < pixels; i++) {
        sum += in.data[from + i * in.channels];
      }
      float mean = (float) (sum / pixels);
      float factor = (float) parameters[0];
      float low = low();
      float high = high();
      for (int i = from; i < from + in.size() - c; i += in.channels) {
        float changed = (in.data[i] - mean) * factor + mean;
        out.data[i] = Math.min(Math.max(changed, low), high);
      }
    }
  }
}
