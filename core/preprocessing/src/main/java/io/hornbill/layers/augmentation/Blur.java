package io.hornbill.layers.augmentation;

import io.hornbill.base.JavaHeap;

/** Weighs the pixels around each pixel; beyond the edges is nothing. */
final class Blur {
  private final float[] across;
  private final float[] down;

  private Blur(float[] across, float[] down) {
    this.across = across;
    this.down = down;
  }

  /** A blur of an odd number of weights along the rows, and one along the columns. */
  static Blur of(float[] across, float[] down) {
    return new Blur(across, down);
  }

  /** Weights of a normal distribution, whose sum is 1. */
  static float[] kernel(int size, double sigma) {
    float[] kernel = new float[JavaHeap.length(Float.BYTES, "Blur", size)];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double x = (i - (size - 1) / 2.0) / sigma;
      kernel[i] = (float) Math.exp(-0.5 * x * x);
      sum += kernel[i];
    }
    for (int i = 0; i < size; i++) {
      kernel[i] /= (float) sum;
    }
    return kernel;
  }

  void apply(Pictures in, int picture, Pictures out) {
    float[] rows = new float[in.size()];
    int start = in.start(picture);
    int line = in.width * in.channels;
    for (int y = 0; y < in.height; y++) {
      weigh(in.data, start + y * line, rows, y * line, across, in.width, in.channels, in.channels);
    }
    for (int x = 0; x < in.width; x++) {
      int at = x * in.channels;
      weigh(rows, at, out.data, start + at, down, in.height, line, in.channels);
    }
  }

  private static void weigh(
      float[] in,
      int from,
      float[] out,
      int to,
      float[] kernel,
      int length,
      int step,
      int channels) {
    int half = kernel.length / 2;
    for (int i = 0; i < length; i++) {
      int first = Math.max(0, half - i);
      int end = Math.min(kernel.length, length + half - i);
      for (int c = 0; c < channels; c++) {
        float sum = 0;
        for (int k = first; k < end; k++) {
          sum += kernel[k] * in[from + (i + k - half) * step + c];
        }
        out[to + i * step + c] = sum;
      }
    }
  }
}
