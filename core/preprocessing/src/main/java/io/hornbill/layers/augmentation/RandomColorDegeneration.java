package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Takes colour away from pictures, or strengthens it, in training.
 *
 * <p>What is drawn for a picture: the share of grey, 1 for a grey picture, negative for stronger
 * colours.
 */
public final class RandomColorDegeneration extends ColorLayer<RandomColorDegeneration> {
  private static final Setting<List<Double>> FACTOR = Factors.range("factor", 0, -1, 1);

  /**
   * Makes a layer.
   *
   * @param factor the greatest share of grey, to both sides, or the least and the greatest one;
   *     from -1 to 1
   */
  public RandomColorDegeneration(double... factor) {
    declare(FACTOR);
    set(FACTOR, Factors.list(factor));
  }

  @Override
  double[] row(RandomStream random) {
    List<Double> factor = get(FACTOR);
    return new double[] {uniform(random, factor.get(0), factor.get(1))};
  }

  @Override
  int parameters() {
    return 1;
  }

  @Override
  void one(Pictures in, int picture, double[] parameters, Pictures out) {
    float factor = (float) parameters[0];
    int from = in.start(picture);
    for (int i = from; i < from + in.size(); i += in.channels) {
      float gray = Colors.gray(in.data, i, in.channels);
      for (int c = i; c < i + in.channels; c++) {
        out.data[c] = clip(in.data[c] + factor * (gray - in.data[c]));
      }
    }
  }
}
