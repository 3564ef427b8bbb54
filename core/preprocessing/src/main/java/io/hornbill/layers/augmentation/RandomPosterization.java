package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Keeps the first bits of each pixel only, in training.
 *
 * <p>What is drawn for a picture: the number of bits that are lost.
 */
public final class RandomPosterization extends ColorLayer<RandomPosterization> {
  private static final Setting<List<Double>> FACTOR = Factors.wholeRange("factor", 8, 1, 8);

  /**
   * Makes a layer.
   *
   * @param factor how many bits are kept at least and at most, from 1 to 8; one number for 1 to
   *     that many
   */
  public RandomPosterization(double... factor) {
    declare(FACTOR);
    set(FACTOR, Factors.list(factor));
  }

  @Override
  double[] row(RandomStream random) {
    int least = get(FACTOR).get(0).intValue();
    int most = get(FACTOR).get(1).intValue();
    return new double[] {8 - (least == most ? least : least + random.nextInt(most - least))};
  }

  @Override
  int parameters() {
    return 1;
  }

  @Override
  void one(Pictures in, int picture, double[] parameters, Pictures out) {
    int lost = (int) parameters[0];
    float range = high() - low();
    int from = in.start(picture);
    for (int i = from; i < from + in.size(); i++) {
      int level = (int) ((in.data[i] - low()) / range * 255) & 255;
      out.data[i] = (level >> lost << lost) / 255f * range + low();
    }
  }
}
