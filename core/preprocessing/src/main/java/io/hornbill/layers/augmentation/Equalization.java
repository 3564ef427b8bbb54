package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Spreads the values of each channel so that all are about equally frequent, in training. As in
 * Keras, the pictures of a batch are looked at together.
 */
public final class Equalization extends ImageLayer<Equalization> {
  private static final Setting<List<Double>> VALUE_RANGE = Factors.values();
  private static final Setting<Integer> BINS = Setting.integer("bins", 256).positive();

  /** Makes a layer for pixels of 0 to 255, with 256 bins. */
  public Equalization() {
    declare(VALUE_RANGE, BINS);
  }

  /**
   * Sets the range of pixels.
   *
   * @param valueRange the least and the greatest value; 0 and 255 by default
   */
  public Equalization valueRange(double... valueRange) {
    return with(VALUE_RANGE, Factors.list(valueRange));
  }

  /**
   * Sets how many values are told apart.
   *
   * @param bins at least 1
   */
  public Equalization bins(int bins) {
    return with(BINS, bins);
  }

  @Override
  Pictures change(Pictures in, boolean training, RandomStream random) {
    Pictures out = in.like();
    for (int channel = 0; channel < in.channels; channel++) {
      equalize(in, channel, out);
    }
    return out;
  }

  private void equalize(Pictures in, int channel, Pictures out) {
    int bins = get(BINS);
    float low = get(VALUE_RANGE).get(0).floatValue();
    float range = get(VALUE_RANGE).get(1).floatValue() - low;
    float scale = 255 / range;
    float offset = -low * scale;
    long[] counts = new long[bins];
    for (int i = channel; i < in.data.length; i += in.channels) {
      counts[limited((in.data[i] * scale + offset) * (bins - 1) / 255f, bins)]++;
    }
    float[] table = table(counts);
    for (int i = channel; i < in.data.length; i += in.channels) {
      float value = in.data[i] * scale + offset;
      float level = table.length == 0 ? value : table[limited(value / 255f * (bins - 1), bins)];
      out.data[i] = level * (range / 255) + low;
    }
  }

  private static int limited(float bin, int bins) {
    return (int) Math.min(Math.max(bin, 0), bins - 1);
  }

  /** What each bin becomes; empty if there is but one value. */
  private static float[] table(long[] counts) {
    long total = 0;
    long first = 0;
    int used = 0;
    for (long count : counts) {
      first = total == 0 ? count : first;
      total += count;
      used += count > 0 ? 1 : 0;
    }
    float[] table = new float[used <= 1 ? 0 : counts.length];
    long sum = 0;
    for (int i = 0; i < table.length; i++) {
      sum += counts[i];
      // As on JAX, which divides by multiplying.
      double level = Math.rint((sum - first) * 255f * (1f / (total - first)));
      table[i] = (float) Math.min(Math.max(level, 0), 255);
    }
    return table;
  }
}
