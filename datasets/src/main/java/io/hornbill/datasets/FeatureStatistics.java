package io.hornbill.datasets;

import java.util.Arrays;

/** Means and deviations of numbers, and of the channels of pictures. */
final class FeatureStatistics {
  private FeatureStatistics() {}

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
  }

  static void scale(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  static void add(double[] values, double added) {
    for (int i = 0; i < values.length; i++) {
      values[i] += added;
    }
  }

  static double[] times(double[] row, double[][] matrix) {
    double[] out = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      for (int j = 0; j < row.length; j++) {
        out[j] += row[i] * matrix[i][j];
      }
    }
    return out;
  }

  private static int channel(int place, int length, int channels, boolean first) {
    return first ? place / (length / channels) : place % channels;
  }

  /** Takes the mean of each channel away, and returns it. */
  static double[] center(double[][] rows, int channels, boolean first) {
    double[] mean = averages(rows, channels, first, false);
    for (double[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] -= mean[channel(i, row.length, channels, first)];
      }
    }
    return mean;
  }

  /** Divides each channel by its deviation, and returns it. */
  static double[] normalize(double[][] rows, int channels, boolean first) {
    double[] mean = averages(rows, channels, first, false);
    double[] deviation = averages(rows, channels, first, true);
    for (int c = 0; c < channels; c++) {
      deviation[c] = Math.sqrt(Math.max(0, deviation[c] - mean[c] * mean[c]));
    }
    for (double[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] /= deviation[channel(i, row.length, channels, first)] + 1e-6;
      }
    }
    return deviation;
  }

  private static double[] averages(double[][] rows, int channels, boolean first, boolean squares) {
    double[] sums = new double[channels];
    int length = rows[0].length;
    for (double[] row : rows) {
      for (int i = 0; i < length; i++) {
        sums[channel(i, length, channels, first)] += squares ? row[i] * row[i] : row[i];
      }
    }
    for (int c = 0; c < channels; c++) {
      int places = length / channels;
      sums[c] /= (double) rows.length * places;
    }
    return sums;
  }
}
