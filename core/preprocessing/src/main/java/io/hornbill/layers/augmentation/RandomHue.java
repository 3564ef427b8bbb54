package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Turns the hues of pictures, in training.
 *
 * <p>What is drawn for a picture: the turn of the hue, 1 for a full one.
 */
public final class RandomHue extends ColorLayer<RandomHue> {
  private static final Setting<List<Double>> FACTOR = Factors.range("factor", 0, 0, 1);

  /**
   * Makes a layer.
   *
   * @param factor the greatest turn in halves of a full one, from 0 to 1, or the least and the
   *     greatest one; half of the pictures are turned to the other side
   */
  public RandomHue(double... factor) {
    declare(FACTOR);
    set(FACTOR, Factors.list(factor));
  }

  @Override
  double[] row(RandomStream random) {
    double turn = random.nextDouble() > 0.5 ? -0.5 : 0.5;
    List<Double> factor = get(FACTOR);
    return new double[] {turn * uniform(random, factor.get(0), factor.get(1))};
  }

  @Override
  int parameters() {
    return 1;
  }

  @Override
  void one(Pictures in, int picture, double[] parameters, Pictures out) {
    float[] hsv = new float[3];
    float range = high() - low();
    int from = in.start(picture);
    for (int i = from; i < from + in.size(); i += in.channels) {
      for (int c = 0; c < 3; c++) {
        out.data[i + c] = (in.data[i + c] - low()) / range;
      }
      Colors.toHsv(out.data, i, hsv);
      float hue = hsv[0] + (float) parameters[0];
      hsv[0] = hue > 1 ? hue - 1 : hue < 0 ? hue + 1 : hue;
      Colors.toRgb(hsv, out.data, i);
      for (int c = 0; c < 3; c++) {
        out.data[i + c] = Math.min(Math.max(out.data[i + c], 0), 1) * range + low();
      }
    }
  }
}
