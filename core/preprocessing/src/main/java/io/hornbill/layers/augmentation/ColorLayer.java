package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer that changes the colours of pictures.
 *
 * @param <T> the layer's own type
 */
public abstract class ColorLayer<T extends ColorLayer<T>> extends RandomImageLayer<T> {
  static final Setting<List<Double>> VALUE_RANGE = Factors.values();

  private volatile float @Nullable [] ends;

  /** Makes a layer for pixels of 0 to 255. */
  ColorLayer() {
    declare(VALUE_RANGE);
  }

  /**
   * Sets the range of pixels.
   *
   * @param valueRange the least and the greatest value; 0 and 255 by default
   */
  public T valueRange(double... valueRange) {
    ends = null;
    return with(VALUE_RANGE, Factors.list(valueRange));
  }

  /** The range, which is asked for at each pixel. */
  private float[] ends() {
    float[] known = ends;
    if (known == null) {
      List<Double> range = get(VALUE_RANGE);
      known = new float[] {range.get(0).floatValue(), range.get(1).floatValue()};
      ends = known;
    }
    return known;
  }

  final float low() {
    return ends()[0];
  }

  final float high() {
    return ends()[1];
  }

  final float clip(float value) {
    float[] range = ends();
    return Math.min(Math.max(value, range[0]), range[1]);
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
