package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Stretches each channel of a picture over the whole range of pixels, in inference as in training.
 */
public final class AutoContrast extends ImageLayer<AutoContrast> {
  private static final Setting<List<Double>> VALUE_RANGE = Factors.values();

  /** Makes a layer for pixels of 0 to 255. */
  public AutoContrast() {
    declare(VALUE_RANGE);
  }

  /**
   * Sets the range of pixels.
   *
   * @param valueRange the least and the greatest value; 0 and 255 by default
   */
  public AutoContrast valueRange(double... valueRange) {
    return with(VALUE_RANGE, Factors.list(valueRange));
  }

  @Override
  boolean changesInference() {
    return true;
  }

  @Override
  Pictures change(Pictures in, boolean training, RandomStream random) {
    Pictures out = in.like();
    for (int picture = 0; picture < in.count; picture++) {
      for (int c = 0; c < in.channels; c++) {
        stretch(in, in.start(picture) + c, out);
      }
    }
    return out;
  }

  private void stretch(Pictures in, int from, Pictures out) {
    float low = get(VALUE_RANGE).get(0).floatValue();
    float range = get(VALUE_RANGE).get(1).floatValue() - low;
    int end = from + in.size() - from % in.channels;
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = from; i < end; i += in.channels) {
      least = Math.min(least, in.data[i]);
      greatest = Math.max(greatest, in.data[i]);
    }
    for (int i = from; i < end; i += in.channels) {
      out.data[i] =
          greatest == least ? in.data[i] : (in.data[i] - least) / (greatest - least) * range + low;
    }
  }
}
