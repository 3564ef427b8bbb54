package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Inverts pictures as in a negative, in training.
 *
 * <p>What is drawn for a picture: 1 for an inversion, else 0.
 */
public final class RandomInvert extends ColorLayer<RandomInvert> {
  private static final Setting<List<Double>> FACTOR = Factors.range("factor", 1, 0, 1);

  /**
   * Makes a layer.
   *
   * @param factor how likely it is, from 0 to 1, or the range that this is drawn from
   */
  public RandomInvert(double... factor) {
    declare(FACTOR);
    set(FACTOR, Factors.list(factor));
  }

  @Override
  double[] row(RandomStream random) {
    List<Double> factor = get(FACTOR);
    return new double[] {chance(random, factor.get(0), factor.get(1))};
  }

  @Override
  int parameters() {
    return 1;
  }

  @Override
  void one(Pictures in, int picture, double[] parameters, Pictures out) {
    boolean inverted = parameters[0] != 0;
    int from = in.start(picture);
    for (int i = from; i < from + in.size(); i++) {
      out.data[i] = inverted ? high() - in.data[i] : in.data[i];
    }
  }
}
