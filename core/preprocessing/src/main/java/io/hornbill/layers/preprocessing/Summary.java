package io.hornbill.layers.preprocessing;

import java.util.Arrays;
import java.util.Comparator;

/** Some of many numbers, with how many each stands for, as Keras keeps them. */
final class Summary {
  private final double epsilon;
  private float[] values = new float[0];
  private float[] weights = new float[0];

  Summary(double epsilon) {
    this.epsilon = epsilon;
  }

  void add(float[] numbers) {
    float[] sorted = numbers.clone();
    Arrays.sort(sorted);
    double step = Math.max(sorted.length * epsilon, 1);
    int first = (int) (step - 1);
    int stride = (int) step;
    int count = sorted.length <= first ? 0 : (sorted.length - first + stride - 1) / stride;
    float[] all = Arrays.copyOf(values, values.length + count);
    float[] counts = Arrays.copyOf(weights, weights.length + count);
    // As in Keras, what is new comes before what was known.
    System.arraycopy(values, 0, all, count, values.length);
    System.arraycopy(weights, 0, counts, count, weights.length);
    for (int i = 0; i < count; i++) {
      all[i] = sorted[first + i * stride];
      counts[i] = (float) step;
    }
    sort(all, counts);
    compress(epsilon);
  }

  private void sort(float[] all, float[] counts) {
    Integer[] order = new Integer[all.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> all[i]));
    values = new float[all.length];
    weights = new float[all.length];
    for (int i = 0; i < order.length; i++) {
      values[i] = all[order[i]];
      weights[i] = counts[order[i]];
    }
  }

  private void compress(double share) {
    if (values.length * share < 1) {
      return;
    }
    int size = (int) Math.ceil(1.0 / share);
    double[] sums = new double[weights.length];
    float sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += weights[i];
      sums[i] = sum;
    }
    double[] shares = new double[sums.length];
    for (int i = 0; i < sums.length; i++) {
      shares[i] = (float) sums[i] / sum;
    }
    float[] newValues = new float[size];
    float[] newWeights = new float[size];
    double before = 0;
    for (int i = 0; i < size; i++) {
      double at = share + i * share;
      newValues[i] = (float) interpolated(at, shares, values);
      double total = interpolated(at, shares, sums);
      newWeights[i] = (float) (total - before);
      before = total;
    }
    values = newValues;
    weights = newWeights;
  }

  private static double interpolated(double at, double[] xs, float[] ys) {
    double[] wide = new double[ys.length];
    for (int i = 0; i < ys.length; i++) {
      wide[i] = ys[i];
    }
    return interpolated(at, xs, wide);
  }

  private static double interpolated(double at, double[] xs, double[] ys) {
    if (at <= xs[0]) {
      return ys[0];
    }
    for (int i = 1; i < xs.length; i++) {
      if (at <= xs[i]) {
        double slope = (ys[i] - ys[i - 1]) / (xs[i] - xs[i - 1]);
        return at == xs[i] ? ys[i] : slope * (at - xs[i - 1]) + ys[i - 1];
      }
    }
    return ys[ys.length - 1];
  }

  /** The boundaries of bins with equally many numbers. */
  double[] boundaries(int bins) {
    compress(1.0 / bins);
    double[] boundaries = new double[Math.max(0, values.length - 1)];
    for (int i = 0; i < boundaries.length; i++) {
      boundaries[i] = values[i];
    }
    return boundaries;
  }
}
