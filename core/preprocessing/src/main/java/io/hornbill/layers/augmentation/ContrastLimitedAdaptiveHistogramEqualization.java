package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import io.hornbill.base.JavaHeap;
import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Spreads the values of each channel in each part of a picture, without letting any contrast grow
 * too far; in inference as in training.
 *
 * @see <a href="https://doi.org/10.1016/B978-0-12-336156-1.50061-6">Zuiderveld: Contrast limited
 *     adaptive histogram equalization (1994)</a>
 */
public final class ContrastLimitedAdaptiveHistogramEqualization
    extends ImageLayer<ContrastLimitedAdaptiveHistogramEqualization> {
  private static final int LEVELS = 256;
  private static final Setting<List<Double>> VALUE_RANGE = Factors.values();
  private static final Setting<Double> CLIP_LIMIT = Setting.number("clip_limit", 4).notNegative();
  private static final Setting<List<Integer>> TILE_GRID_SIZE =
      Setting.integers("tile_grid_size", 8, 8)
          .check(
              "two positive numbers",
              (owner, name, v) -> {
                if (v.size() != 2 || v.get(0) <= 0 || v.get(1) <= 0) {
                  throw Fault.of(owner)
                      .expected("%s must be two positive numbers", name)
                      .received(v)
                      .remedy("Give rows and columns.")
                      .argument();
                }
              });

  /** Makes a layer of eight by eight parts. */
  public ContrastLimitedAdaptiveHistogramEqualization() {
    declare(VALUE_RANGE, CLIP_LIMIT, TILE_GRID_SIZE);
  }

  /**
   * Sets the range of pixels.
   *
   * @param valueRange the least and the greatest value; 0 and 255 by default
   */
  public ContrastLimitedAdaptiveHistogramEqualization valueRange(double... valueRange) {
    return with(VALUE_RANGE, Factors.list(valueRange));
  }

  /**
   * Sets how frequent a value may count.
   *
   * @param clipLimit times the mean of all values; 0 for no limit
   */
  public ContrastLimitedAdaptiveHistogramEqualization clipLimit(double clipLimit) {
    return with(CLIP_LIMIT, clipLimit);
  }

  /**
   * Sets the number of parts.
   *
   * @param tileGridSize those of a column and of a row
   */
  public ContrastLimitedAdaptiveHistogramEqualization tileGridSize(int... tileGridSize) {
    return with(TILE_GRID_SIZE, list(tileGridSize));
  }

  @Override
  boolean changesInference() {
    return true;
  }

  @Override
  Pictures change(Pictures in, boolean training, RandomStream random) {
    Pictures out = in.like();
    for (int picture = 0; picture < in.count; picture++) {
      for (int channel = 0; channel < in.channels; channel++) {
        equalize(in, picture, channel, out);
      }
    }
    return out;
  }

  private void equalize(Pictures in, int picture, int channel, Pictures out) {
    int rows = get(TILE_GRID_SIZE).get(0);
    int columns = get(TILE_GRID_SIZE).get(1);
    int tall = (in.height + rows - 1) / rows;
    int wide = (in.width + columns - 1) / columns;
    JavaHeap.length(Float.BYTES, owner(), rows, columns, LEVELS);
    float[][][] levels = new float[rows][columns][];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        levels[row][column] = levels(in, picture, channel, row * tall, column * wide, tall, wide);
      }
    }
    float low = get(VALUE_RANGE).get(0).floatValue();
    float range = get(VALUE_RANGE).get(1).floatValue() - low;
    for (int y = 0; y < in.height; y++) {
      float down = (y - tall / 2f) / tall;
      int top = (int) Math.floor(down);
      for (int x = 0; x < in.width; x++) {
        float right = (x - wide / 2f) / wide;
        int left = (int) Math.floor(right);
        int level = level(in, picture, y, x, channel);
        float above = between(levels, top, left, right - left, level);
        float below = between(levels, top + 1, left, right - left, level);
        float mixed = above * (1 - down + top) + below * (down - top);
        out.data[out.at(picture, y, x) + channel] = mixed / 255 * range + low;
      }
    }
  }

  private static float between(float[][][] levels, int row, int left, float share, int level) {
    float[][] tiles = levels[Math.min(Math.max(row, 0), levels.length - 1)];
    float first = tiles[Math.min(Math.max(left, 0), tiles.length - 1)][level];
    float second = tiles[Math.min(Math.max(left + 1, 0), tiles.length - 1)][level];
    return first * (1 - share) + second * share;
  }

  private int level(Pictures in, int picture, int y, int x, int channel) {
    float low = get(VALUE_RANGE).get(0).floatValue();
    float range = get(VALUE_RANGE).get(1).floatValue() - low;
    int row = y < in.height ? y : 2 * in.height - 1 - y;
    int column = x < in.width ? x : 2 * in.width - 1 - x;
    float value = (in.data[in.at(picture, row, column) + channel] - low) / range * 255;
    return (int) Math.min(Math.max(value, 0), 255);
  }

  /** What each level becomes in one part; pictures are reflected beyond their edges. */
  private float[] levels(
      Pictures in, int picture, int channel, int top, int left, int tall, int wide) {
    float[] counts = new float[LEVELS];
    for (int y = top; y < top + tall; y++) {
      for (int x = left; x < left + wide; x++) {
        counts[level(in, picture, y, x, channel)]++;
      }
    }
    limit(counts, (float) (get(CLIP_LIMIT) * (tall * wide) / LEVELS));
    float sum = 0;
    float first = counts[0];
    float rest = tall * wide - first == 0 ? 1 : tall * wide - first;
    float[] levels = new float[LEVELS];
    for (int i = 0; i < LEVELS; i++) {
      sum += counts[i];
      levels[i] = Math.min(Math.max((sum - first) * 255 / rest, 0), 255);
    }
    return levels;
  }

  private static void limit(float[] counts, float limit) {
    if (limit == 0) {
      return;
    }
    float excess = 0;
    for (int i = 0; i < LEVELS; i++) {
      excess += Math.max(0, counts[i] - limit);
      counts[i] = Math.min(counts[i], limit);
    }
    for (int i = 0; i < LEVELS; i++) {
      counts[i] += excess / LEVELS;
    }
  }
}
