package io.hornbill.layers.augmentation;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Resizes pictures as Keras' {@code ops.image.resize} does on JAX: pixels have areas, and weights
 * are of those pixels that are there.
 *
 * @param kernel the weight of a pixel by its distance
 * @param reach how far pixels count
 * @param antialias whether pixels count that lie between those of a smaller picture
 */
record Resampler(DoubleUnaryOperator kernel, double reach, boolean antialias) {
  static Resampler of(String interpolation, boolean antialias) {
    return switch (interpolation) {
      case "nearest" -> new Resampler(x -> 1, 0, false);
      case "bilinear" -> new Resampler(x -> Math.max(0, 1 - x), 1, antialias);
      case "bicubic" -> new Resampler(Resampler::cubic, 2, antialias);
      case "lanczos3" -> new Resampler(x -> lanczos(x, 3), 3, antialias);
      default -> new Resampler(x -> lanczos(x, 5), 5, antialias);
    };
  }

  private static double cubic(double x) {
    if (x >= 2) {
      return 0;
    }
    return x >= 1 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : (1.5 * x - 2.5) * x * x + 1;
  }

  private static double lanczos(double x, double radius) {
    if (x > radius) {
      return 0;
    }
    double angle = Math.PI * x;
    return x < 1e-3 ? 1 : radius * Math.sin(angle) * Math.sin(angle / radius) / (angle * angle);
  }

  /** Resizes a part of each picture. */
  Pictures resize(Pictures in, int top, int left, int tall, int wide, int height, int width) {
    float[][] down = weights(tall, height);
    float[][] across = weights(wide, width);
    int[] firstDown = firsts(tall, height);
    int[] firstAcross = firsts(wide, width);
    Pictures out = new Pictures(in.count, height, width, in.channels);
    float[] lines = new float[height * wide * in.channels];
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
    if (reach == 0) {
      return Math.min(length - 1, (int) Math.floor((place + 0.5) * length / target));
    }
    return Math.min(
        length - 1, Math.max(0, (int) Math.ceil(middle - reach * stretch(length, target))));
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
      int last = reach == 0 ? first : (int) Math.floor(middle + reach * stretch);
      last = Math.max(first, Math.min(length - 1, last));
      double[] row = new double[last - first + 1];
      double sum = 0;
      for (int k = 0; k < row.length; k++) {
        row[k] = kernel.applyAsDouble(Math.abs(middle - first - k) / stretch);
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
