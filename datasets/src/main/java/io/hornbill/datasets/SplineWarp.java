package io.hornbill.datasets;

import java.util.Arrays;

/**
 * Reads pictures {@code [height, width, channels]} between their pixels by B-splines, as SciPy's
 * {@code affine_transform} does with an order of 2 to 5.
 *
 * @param fill what is beyond the edges
 * @param value the value beyond the edges, for {@code constant}
 * @param order the degree of the polynomials
 */
record SplineWarp(String fill, float value, int order) {
  private static final double[] FACTORIALS = {1, 1, 2, 6, 24, 120};

  /** How far SciPy continues pictures whose edges go on for ever. */
  private static final int MARGIN = 12;

  /** The picture at {@code (a y + b x + c, d y + e x + f)}. */
  float[] affine(float[] image, int height, int width, int channels, double[] m) {
    int margin = fill.equals("nearest") ? MARGIN : 0;
    int tall = height + 2 * margin;
    int wide = width + 2 * margin;
    double[][] planes = planes(image, height, width, channels, margin);
    float[] out = new float[image.length];
    int to = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++, to += channels) {
        double row = Warp.inside(fill, m[0] * y + m[1] * x + m[2] + margin, tall);
        double column = Warp.inside(fill, m[3] * y + m[4] * x + m[5] + margin, wide);
        if (row == Warp.OUTSIDE || column == Warp.OUTSIDE) {
          Arrays.fill(out, to, to + channels, value);
        } else {
          read(planes, tall, wide, row, column, out, to);
        }
      }
    }
    return out;
  }

  /** The coefficients of each channel, with margins. */
  private double[][] planes(float[] image, int height, int width, int channels, int margin) {
    int wide = width + 2 * margin;
    double[][] planes = new double[channels][(height + 2 * margin) * wide];
    SplineFilter filter = new SplineFilter(order, fill.equals("nearest") || fill.equals("reflect"));
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < planes[c].length; i++) {
        int y = Math.min(Math.max(i / wide - margin, 0), height - 1);
        int x = Math.min(Math.max(i % wide - margin, 0), width - 1);
        planes[c][i] = image[(y * width + x) * channels + c];
      }
      filter.apply(planes[c], planes[c].length / wide, wide);
    }
    return planes;
  }

  private void read(
      double[][] planes, int tall, int wide, double row, double column, float[] out, int to) {
    int top = first(row);
    int left = first(column);
    for (int c = 0; c < planes.length; c++) {
      double sum = 0;
      for (int i = 0; i <= order; i++) {
        int line = place(top + i, tall) * wide;
        double weight = weight(row - top - i);
        for (int k = 0; k <= order; k++) {
          sum += weight * weight(column - left - k) * planes[c][line + place(left + k, wide)];
        }
      }
      out[to + c] = (float) sum;
    }
  }

  /** The first of the coefficients that count. */
  private int first(double at) {
    return (int) Math.floor(order % 2 == 1 ? at : at + 0.5) - order / 2;
  }

  /** The B-spline of the order, by its distance from the middle. */
  private double weight(double distance) {
    double sum = 0;
    double binomial = 1;
    for (int k = 0; k <= order + 1; k++) {
      double reach = distance + (order + 1) / 2.0 - k;
      sum += reach > 0 ? binomial * Math.pow(reach, order) : 0;
      binomial *= -(order + 1.0 - k) / (k + 1);
    }
    return sum / FACTORIALS[order];
  }

  private int place(int place, int length) {
    return switch (fill) {
      case "nearest" -> Math.min(Math.max(place, 0), length - 1);
      case "reflect" -> {
        int turn = Math.floorMod(place, 2 * length);
        yield turn < length ? turn : 2 * length - 1 - turn;
      }
      default -> {
        int turn = length == 1 ? 0 : Math.floorMod(place, 2 * (length - 1));
        yield turn < length ? turn : 2 * (length - 1) - turn;
      }
    };
  }
}
