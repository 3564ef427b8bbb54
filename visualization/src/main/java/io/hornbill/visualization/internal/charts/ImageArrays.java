package io.hornbill.visualization.internal.charts;

import io.hornbill.base.Fault;
import io.hornbill.visualization.internal.scene.Pixels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Arrays as images. Values from 0 to 1 go from black to white, values up to 255 are bytes, and
 * where some are below 0 or above 255 the least is black and the largest is white.
 */
final class ImageArrays {
  private static final double WHITE = 255;

  private ImageArrays() {}

  /** Images of an array of shape [images, height, width], with 1, 3 or 4 channels at the end. */
  static List<Pixels> of(String name, INDArray x) {
    long[] shape = x.shape();
    long channels = shape.length == 4 ? shape[3] : 1;
    if (x.length() <= 0
        || (shape.length != 3 && shape.length != 4)
        || (channels != 1 && channels != 3 && channels != 4)) {
      throw Fault.of("Plots")
          .expected("%s must be [images, height, width], with 1 or 3 channels at the end", name)
          .received(Arrays.toString(shape))
          .remedy("Reshape or transpose it.")
          .argument();
    }
    double[] values = Numbers.of(x);
    return of(values, (int) shape[1], (int) shape[2], (int) channels);
  }

  /** Images of numbers that follow each other row by row. */
  static List<Pixels> of(double[] values, int height, int width, int channels) {
    double[] range = range(values);
    List<Pixels> images = new ArrayList<>();
    int size = height * width;
    for (int from = 0; from < values.length; from += size * channels) {
      int[] rgb = new int[size];
      for (int i = 0; i < size; i++) {
        for (int c = 0; c < 3; c++) {
          int channel = channels < 3 ? 0 : c;
          double share = (values[from + i * channels + channel] - range[0]) / (range[1] - range[0]);
          long level = Math.round(WHITE * Math.max(0, Math.min(1, share)));
          rgb[i] = rgb[i] << 8 | (int) level;
        }
      }
      images.add(new Pixels(width, height, rgb));
    }
    return images;
  }

  /** What is black and what is white. */
  private static double[] range(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low >= 0 && high <= WHITE) {
      return new double[] {0, high <= 1 ? 1 : WHITE};
    }
    return low < high ? new double[] {low, high} : new double[] {0, 1};
  }
}
