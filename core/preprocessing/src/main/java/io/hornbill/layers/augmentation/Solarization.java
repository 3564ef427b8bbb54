package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Adds to each pixel and inverts what is then bright, in training.
 *
 * <p>What is drawn for a picture: what is added, and from where on pixels are inverted, both on a
 * scale of 0 to 255.
 */
public final class Solarization extends ColorLayer<Solarization> {
  private static final Setting<List<Double>> ADDITION_FACTOR = zeroTo("addition_factor");
  private static final Setting<List<Double>> THRESHOLD_FACTOR = zeroTo("threshold_factor");

  /** Makes a layer that inverts everything until a factor is set. */
  public Solarization() {
    declare(ADDITION_FACTOR, THRESHOLD_FACTOR);
  }

  /** As in Keras, one number f stands for 0 to f. */
  private static Setting<List<Double>> zeroTo(String key) {
    return Factors.range(key, 0, 0, 1);
  }

  /**
   * Sets what is added to each pixel.
   *
   * @param additionFactor the greatest share of 255, or the least and the greatest one, from 0 to 1
   */
  public Solarization additionFactor(double... additionFactor) {
    return with(ADDITION_FACTOR, Factors.list(additionFactor));
  }

  /**
   * Sets from where on pixels are inverted.
   *
   * @param thresholdFactor the greatest share of 255, or the least and the greatest one, from 0 to
   *     1
   */
  public Solarization thresholdFactor(double... thresholdFactor) {
    return with(THRESHOLD_FACTOR, Factors.list(thresholdFactor));
  }

  @Override
  double[] row(RandomStream random) {
    List<Double> added = get(ADDITION_FACTOR);
    List<Double> limit = get(THRESHOLD_FACTOR);
    return new double[] {
      uniform(random, added.get(0), added.get(1) * 255),
      uniform(random, limit.get(0), limit.get(1) * 255)
    };
  }

  @Override
  int parameters() {
    return 2;
  }

  @Override
  void one(Pictures in, int picture, double[] parameters, Pictures out) {
    float range = high() - low();
    float added = (float) parameters[0];
    float limit = (float) parameters[1];
    int from = in.start(picture);
    for (int i = from; i < from + in.size(); i++) {
      float value = (in.data[i] - low()) / range * 255 + added;
      value = Math.min(Math.max(value, 0), 255);
      out.data[i] = (value < limit ? value : 255 - value) / 255 * range + low();
    }
  }
}
