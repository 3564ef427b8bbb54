package io.hornbill.layers.augmentation;

import io.hornbill.base.JavaHeap;
import io.hornbill.graph.internal.ResizeKernel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Resizes pictures as Keras' {@code ops.image.resize} does on JAX: pixels have areas, and weights
 * are of those pixels that are there.
 *
 * @param kernel the weight of a pixel by its distance; null for the nearest one alone
 * @param antialias whether pixels count that lie between those of a smaller picture
 */
record Resampler(@Nullable ResizeKernel kernel, boolean antialias) {
  static Resampler of(String interpolation, boolean antialias) {
    return interpolation.equals("nearest")
        ? new Resampler(null, false)
        : new Resampler(ResizeKernel.of(interpolation), antialias);
  }

  /** How far pixels count. */
  private double reach() {
    return kernel == null ? 0 : kernel.reach();
  }

  private double weight(double distance) {
    return kernel == null ? 1 : kernel.weight(distance);
  }

  /** Resizes a part of each picture. */
  Pictures resize(Pictures in, int top, int left, int tall, int wide, int height, int width) {
    Pictures out = new Pictures(in.count, height, width, in.channels);
    float[][] down = weights(tall, height);
    float[][] across = weights(wide, width);
    int[] firstDown = firsts(tall, height);
    int[] firstAcross = firsts(wide, width);
    float[] lines = new float[JavaHeap.length(Float.BYTES, "Pictures", height, wide, in.channels)];
    for (int picture = 0; picture < in.count; picture++) {
      int line = wide * in.channels;
      Arrays.fill(lines, 0);
      for (int y = 0; y < height; y++) {
        for (int k = 0; k < down[y].length; k++) {
          int from = in.at(picture, top + firstDown[y] + k, left);
          for (int i = 0; i < line; i++) {
            lines[y * line + i] += down[y][k] * in.data[from + i];
          }
        }
        for (int x = 0; x < width; x++) {
          point(
              lines,
              y * line + firstAcross[x] * in.channels,
              across[x],
              out,
              out.at(picture, y, x));
        }
      }
    }
    return out;
  }

  private static void point(float[] lines, int from, float[] weights, Pictures out, int to) {
    for (int c = 0; c < out.channels; c++) {
      float sum = 0;
      for (int k = 0; k < weights.length; k++) {
        sum += weights[k] * lines[from + k * out.channels + c];
      }
      out.data[to + c] = sum;
    }
  }

  private double stretch(int length, int target) {
    return antialias ? Math.max(1, (double) length / target) : 1;
  }

  private int first(int length, int target, int place) {
    double middle = (place + 0.5) * length / target - 0.5;
    if (kernel == null) {
      return Math.min(length - 1, (int) Math.floor((place + 0.5) * length / target));
    }
    return Math.min(
        length - 1, Math.max(0, (int) Math.ceil(middle - reach() * stretch(length, target))));
  }

  private int[] firsts(int length, int target) {
    int[] firsts = new int[target];
    for (int i = 0; i < target; i++) {
      firsts[i] = first(length, target, i);
    }
    return firsts;
  }

  private float[][] weights(int length, int target) {
    float[][] weights = new float[target][];
    double stretch = stretch(length, target);
    for (int i = 0; i < target; i++) {
      double middle = (i + 0.5) * length / target - 0.5;
      int first = first(length, target, i);
      int last = kernel == null ? first : (int) Math.floor(middle + reach() * stretch);
      last = Math.max(first, Math.min(length - 1, last));
      double[] row = new double[last - first + 1];
      double sum = 0;
      for (int k = 0; k < row.length; k++) {
        row[k] = weight(Math.abs(middle - first - k) / stretch);
        sum += row[k];
      }
      weights[i] = new float[row.length];
      for (int k = 0; k < row.length; k++) {
        weights[i][k] = (float) (row[k] / sum);
      }
    }
    return weights;
  }
}
