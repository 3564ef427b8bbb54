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
    float factor = (float) parameters[0];
    float low = low();
    float high = high();
    int channels = in.channels;
    int from = in.start(picture);
    int end = from + in.size();
    float[] means = means(in, picture);
    if (channels == 3) {
      float red = means[0];
      float green = means[1];
      float blue = means[2];
      for (int i = from; i < end; i += 3) {
        out.data[i] = limited((in.data[i] - red) * factor + red, low, high);
        out.data[i + 1] = limited((in.data[i + 1] - green) * factor + green, low, high);
        out.data[i + 2] = limited((in.data[i + 2] - blue) * factor + blue, low, high);
      }
      return;
    }
    for (int c = 0; c < channels; c++) {
      for (int i = from + c; i < end; i += channels) {
        out.data[i] = limited((in.data[i] - means[c]) * factor + means[c], low, high);
      }
    }
  }

  private static float limited(float value, float low, float high) {
    return value < low ? low : value > high ? high : value;
  }

  /** The mean of each channel, of which three are added up at once. */
  private static float[] means(Pictures in, int picture) {
    int channels = in.channels;
    int end = in.start(picture) + in.size();
    float[] means = new float[channels];
    for (int first = 0; first < channels; first += 3) {
      int second = Math.min(first + 1, channels - 1);
      int third = Math.min(first + 2, channels - 1);
      double a = 0;
      double b = 0;
      double c = 0;
      for (int i = in.start(picture); i < end; i += channels) {
        a += in.data[i + first];
        b += in.data[i + second];
        c += in.data[i + third];
      }
      means[third] = (float) (c / (in.height * in.width));
      means[second] = (float) (b / (in.height * in.width));
      means[first] = (float) (a / (in.height * in.width));
    }
    return means;
  }
}
