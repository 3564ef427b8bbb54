package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * A layer that changes the colours of pictures.
 *
 * @param <T> the layer's own type
 */
public abstract class ColorLayer<T extends ColorLayer<T>> extends RandomImageLayer<T> {
  static final Setting<List<Double>> VALUE_RANGE = Factors.values();

  /** Makes a layer for pixels of 0 to 255. */
  ColorLayer() {
    declare(VALUE_RANGE);
  }

  /**
   * Sets the range of pixels.
   *
   * @param valueRange the least and the greatest value; 0 and 255 by default
   * @return this layer
   */
  public T valueRange(double... valueRange) {
    return with(VALUE_RANGE, Factors.list(valueRange));
  }

  final float low() {
    return get(VALUE_RANGE).get(0).floatValue();
  }

  final float high() {
    return get(VALUE_RANGE).get(1).floatValue();
  }

  final float clip(float value) {
    return Math.min(Math.max(value, low()), high());
  }

  @Override
  public double[][] draw(int batch, int height, int width, RandomStream random) {
    double[][] rows = new double[batch][];
    for (int i = 0; i < batch; i++) {
      rows[i] = row(random);
    }
    return rows;
  }

  /** Draws what is done to one picture. */
  abstract double[] row(RandomStream random);
}
