package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Fills a rectangle of each picture, in training.
 *
 * <p>What is drawn for a picture: the rectangle's left, right, top and bottom edges as shares of
 * its size; 1 if it is filled, else 0; and the seed of the noise that it is filled with.
 *
 * @see <a href="https://arxiv.org/abs/1708.04896">Zhong et al.: Random erasing data augmentation
 *     (2017)</a>
 */
public final class RandomErasing extends ColorLayer<RandomErasing> {
  private static final Setting<List<Double>> FACTOR = Factors.range("factor", 1, 0, 1);
  private static final Setting<List<Double>> SCALE =
      Factors.range("scale", 0, 0, 1).initially(List.of(0.02, 0.33));

  private static final Setting<List<Double>> FILL_VALUE = Factors.optional("fill_value");

  /**
   * Makes a layer.
   *
   * @param factor how likely it is, from 0 to 1, or the range that this is drawn from
   */
  public RandomErasing(double... factor) {
    declare(FACTOR, SCALE, FILL_VALUE);
    set(FACTOR, Factors.list(factor));
  }

  /**
   * Sets the size of the rectangle.
   *
   * @param scale the least and the greatest squared share of an edge of the picture, from 0 to 1
   */
  public RandomErasing scale(double... scale) {
    return with(SCALE, Factors.list(scale));
  }

  /**
   * Sets what the rectangle is filled with, which is noise otherwise.
   *
   * @param fillValue one number, or one for each channel
   */
  public RandomErasing fillValue(double... fillValue) {
    return with(FILL_VALUE, Factors.list(fillValue));
  }

  @Override
  double[] row(RandomStream random) {
    List<Double> factor = get(FACTOR);
    List<Double> scale = get(SCALE);
    double wide = Math.sqrt(uniform(random, scale.get(0), scale.get(1)));
    double tall = Math.sqrt(uniform(random, scale.get(0), scale.get(1)));
    double left = random.nextDouble() * (1 - wide);
    double top = random.nextDouble() * (1 - tall);
    double filled = chance(random, factor.get(0), factor.get(1));
    return new double[] {left, left + wide, top, top + tall, filled, random.nextInt(1 << 30)};
  }

  @Override
  int parameters() {
    return 6;
  }

  @Override
  void one(Pictures in, int picture, double[] parameters, Pictures out) {
    copy(in, picture, out);
    if (parameters[4] == 0) {
      return;
    }
    List<Double> fill = get(FILL_VALUE);
    RandomStream noise = RandomStream.of((long) parameters[5]);
    for (int y = 0; y < in.height; y++) {
      for (int x = 0; x < in.width; x++) {
        boolean inside =
            x >= parameters[0] * in.width
                && x < parameters[1] * in.width
                && y >= parameters[2] * in.height
                && y < parameters[3] * in.height;
        for (int c = 0; inside && c < in.channels; c++) {
          double value =
              fill.isEmpty()
                  ? noise.nextGaussian() * high()
                  : fill.get(Math.min(c, fill.size() - 1));
          out.data[out.at(picture, y, x) + c] = clip((float) value);
        }
      }
    }
  }
}
