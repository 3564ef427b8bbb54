package io.hornbill.engine.internal.onednn;

import java.util.Arrays;

/** A convolution by seven nested loops over arrays in Keras' order, and both of its adjoints. */
record ConvolutionCase(
    String name,
    long[] input,
    int in,
    int out,
    long[] kernel,
    long[] strides,
    long[] dilations,
    long[] begin,
    long[] end,
    int groups) {
  static final int BATCH = 2;

  static ConvolutionCase[] all() {
    return new ConvolutionCase[] {
      new ConvolutionCase("1-D", l(11), 5, 7, l(3), l(1), l(1), l(0), l(0), 1),
      new ConvolutionCase("1-D causal, dilated", l(12), 4, 6, l(3), l(1), l(2), l(4), l(0), 1),
      new ConvolutionCase("2-D", l(9, 7), 3, 8, l(3, 3), l(1, 1), l(1, 1), l(0, 0), l(0, 0), 1),
      new ConvolutionCase(
          "one channel", l(9, 8), 1, 32, l(3, 3), l(1, 1), l(1, 1), l(0, 0), l(0, 0), 1),
      new ConvolutionCase(
          "same, uneven pad", l(8, 6), 16, 17, l(4, 2), l(1, 1), l(1, 1), l(1, 0), l(2, 1), 1),
      new ConvolutionCase(
          "strided", l(11, 10), 16, 32, l(3, 3), l(2, 3), l(1, 1), l(0, 1), l(1, 1), 1),
      new ConvolutionCase(
          "dilated", l(11, 13), 8, 16, l(3, 3), l(1, 1), l(2, 3), l(2, 3), l(2, 3), 1),
      new ConvolutionCase(
          "grouped", l(7, 7), 6, 12, l(3, 3), l(1, 1), l(1, 1), l(1, 1), l(1, 1), 3),
      new ConvolutionCase(
          "depthwise", l(8, 7), 17, 17, l(3, 3), l(2, 2), l(1, 1), l(1, 1), l(1, 1), 17),
      new ConvolutionCase(
          "depthwise by 3", l(8, 7), 5, 15, l(3, 3), l(1, 1), l(1, 1), l(1, 1), l(1, 1), 5),
      new ConvolutionCase(
          "pointwise", l(5, 5), 33, 65, l(1, 1), l(1, 1), l(1, 1), l(0, 0), l(0, 0), 1),
      new ConvolutionCase(
          "3-D", l(5, 6, 4), 3, 5, l(2, 3, 2), l(1, 2, 1), l(1, 1, 1), l(0, 1, 0), l(1, 1, 0), 1),
    };
  }

  private static long[] l(long... values) {
    return values;
  }

  ConvolutionShape shape() {
    return ConvolutionShape.of(BATCH, input, in, out, kernel)
        .strides(strides)
        .dilations(dilations)
        .padding(begin, end)
        .groups(groups)
        .withBias();
  }

  @Override
  public String toString() {
    return name;
  }

  float[] src() {
    return Rig.random(1, shape().srcDims());
  }

  float[] weights() {
    return Rig.random(2, shape().weights().dims());
  }

  float[] bias() {
    return Rig.random(3, out);
  }

  float[] dst() {
    return Rig.random(4, shape().dstDims());
  }

  float[] forward(float[] src, float[] weights, float[] bias) {
    float[] dst = new float[dst().length];
    visit((s, w, d) -> dst[d] += src[s] * weights[w]);
    for (int i = 0; i < dst.length; i++) {
      dst[i] += bias[i % bias.length];
    }
    return dst;
  }

  float[] backwardData(float[] diffDst, float[] weights) {
    float[] diffSrc = new float[src().length];
    visit((s, w, d) -> diffSrc[s] += diffDst[d] * weights[w]);
    return diffSrc;
  }

  float[] backwardWeights(float[] src, float[] diffDst) {
    float[] diffWeights = new float[weights().length];
    visit((s, w, d) -> diffWeights[w] += diffDst[d] * src[s]);
    return diffWeights;
  }

  static float[] sumPerChannel(float[] images, int channels) {
    float[] sums = new float[channels];
    for (int i = 0; i < images.length; i++) {
      sums[i % channels] += images[i];
    }
    return sums;
  }

  private interface Visitor {
    void at(int src, int weight, int dst);
  }

  private void visit(Visitor visitor) {
    int[] size = three(input, 1);
    int[] taps = three(kernel, 1);
    int[] step = three(strides, 1);
    int[] gap = three(dilations, 1);
    int[] pad = three(begin, 0);
    int[] result = three(Arrays.copyOfRange(shape().dstDims(), 2, 2 + input.length), 1);
    for (int n = 0; n < BATCH; n++) {
      for (int p = 0; p < result[0] * result[1] * result[2]; p++) {
        int[] y = at(p, result);
        for (int t = 0; t < taps[0] * taps[1] * taps[2]; t++) {
          int[] k = at(t, taps);
          int[] x = new int[3];
          boolean inside = true;
          for (int axis = 0; axis < 3; axis++) {
            x[axis] = y[axis] * step[axis] + k[axis] * gap[axis] - pad[axis];
            inside &= x[axis] >= 0 && x[axis] < size[axis];
          }
          if (inside) {
            int pixel = ((n * size[0] + x[0]) * size[1] + x[1]) * size[2] + x[2];
            channels(visitor, pixel, t, n * result[0] * result[1] * result[2] + p);
          }
        }
      }
    }
  }

  private void channels(Visitor visitor, int pixel, int tap, int place) {
    int inPerGroup = in / groups;
    int outPerGroup = out / groups;
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < inPerGroup; i++) {
        int channel = o / outPerGroup * inPerGroup + i;
        visitor.at(pixel * in + channel, (tap * inPerGroup + i) * out + o, place * out + o);
      }
    }
  }

  private static int[] at(int position, int[] size) {
    return new int[] {
      position / (size[1] * size[2]), position / size[2] % size[1], position % size[2]
    };
  }

  private static int[] three(long[] values, int fill) {
    int[] result = {fill, fill, fill};
    for (int axis = 0; axis < values.length; axis++) {
      result[3 - values.length + axis] = (int) values[axis];
    }
    return result;
  }
}
