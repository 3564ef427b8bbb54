package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Makes pictures sharper or softer, in training.
 *
 * <p>What is drawn for a picture: the sharpness: 0.5 changes nothing, 0 is soft, 1 sharp.
 */
public final class RandomSharpness extends ColorLayer<RandomSharpness> {
  private static final Setting<List<Double>> FACTOR = Factors.range("factor", 0, 0, 1);

  /**
   * Makes a layer.
   *
   * @param factor the greatest sharpness, or the least and the greatest one, from 0 to 1
   */
  public RandomSharpness(double... factor) {
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
    float factor = (float) (parameters[0] * 2);
    for (int y = 0; y < in.height; y++) {
      for (int x = 0; x < in.width; x++) {
        int at = in.at(picture, y, x);
        for (int c = 0; c < in.channels; c++) {
          float value = in.data[at + c];
          out.data[at + c] = clip(value + (1 - factor) * (smooth(in, picture, y, x, c) - value));
        }
      }
    }
  }

  private static float smooth(Pictures in, int picture, int y, int x, int channel) {
    float sum = 0;
    for (int row = Math.max(0, y - 1); row <= Math.min(in.height - 1, y + 1); row++) {
      for (int column = Math.max(0, x - 1); column <= Math.min(in.width - 1, x + 1); column++) {
        float weight = row == y && column == x ? 5f / 13 : 1f / 13;
        sum += weight * in.data[in.at(picture, row, column) + channel];
      }
    }
    return sum;
  }
}
