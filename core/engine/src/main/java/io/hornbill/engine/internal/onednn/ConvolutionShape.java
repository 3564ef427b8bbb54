package io.hornbill.engine.internal.onednn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sizes, strides, dilations, padding and groups of a convolution in one to three dimensions, and
 * the layouts that Keras gives its arrays.
 *
 * <p>Without padding, per spatial axis:
 *
 * <pre>{@code
 * dst[n, y, o] = bias[o] + sum_{k, i} src[n, y * stride + k * dilation, i] * kernel[k, i, o]
 * }</pre>
 *
 * <p>In memory: images {@code [n, spatial..., channels]}; kernels {@code [spatial..., in / groups,
 * out]}, which for a depthwise convolution ({@code groups = in}) is Keras' {@code [spatial..., in,
 * multiplier]} too.
 *
 * <p>Immutable. Example, the second convolution of a small network:
 *
 * <pre>{@code
 * ConvolutionShape.of(128, new long[] {26, 26}, 32, 64, 3, 3).withBias()
 * }</pre>
 */
public final class ConvolutionShape {
  private final long batch;
  private final long[] input;
  private final long inputChannels;
  private final long outputChannels;
  private final Window window;
  private final long groups;
  private final boolean bias;

  private ConvolutionShape(
      long batch, long[] input, long inputChannels, long outputChannels, Window window) {
    this.batch = batch;
    this.input = input;
    this.inputChannels = inputChannels;
    this.outputChannels = outputChannels;
    this.window = window;
    this.groups = 1;
    this.bias = false;
  }

  private ConvolutionShape(ConvolutionShape origin, Window window, long groups, boolean bias) {
    this.batch = origin.batch;
    this.input = origin.input;
    this.inputChannels = origin.inputChannels;
    this.outputChannels = origin.outputChannels;
    this.window = window;
    this.groups = groups;
    this.bias = bias;
  }

  /**
   * Returns a convolution with stride and dilation 1, no padding, one group, no bias.
   *
   * @param batch number of images
   * @param input spatial lengths of the input
   * @param inputChannels channels of the input
   * @param outputChannels channels of the output
   * @param kernel spatial lengths of the kernel
   * @return the shape
   */
  public static ConvolutionShape of(
      long batch, long[] input, long inputChannels, long outputChannels, long... kernel) {
    return new ConvolutionShape(
        batch, input.clone(), inputChannels, outputChannels, Window.of(kernel));
  }

  /**
   * Returns this shape with other strides.
   *
   * @param strides distance between neighbouring windows, per spatial axis
   * @return a new shape
   */
  public ConvolutionShape strides(long... strides) {
    return new ConvolutionShape(this, window.strides(strides), groups, bias);
  }

  /**
   * Returns this shape with other dilations.
   *
   * @param dilations distance between neighbouring taps of the kernel, 1 for a plain convolution
   * @return a new shape
   */
  public ConvolutionShape dilations(long... dilations) {
    return new ConvolutionShape(this, window.dilations(dilations), groups, bias);
  }

  /**
   * Returns this shape with other padding.
   *
   * @param begin zeros before the first element, per spatial axis
   * @param end zeros after the last element, per spatial axis
   * @return a new shape
   */
  public ConvolutionShape padding(long[] begin, long[] end) {
    return new ConvolutionShape(this, window.padding(begin, end), groups, bias);
  }

  /**
   * Returns this shape with channels convolved in groups.
   *
   * @param count number of groups, a divisor of both numbers of channels
   * @return a new shape
   */
  public ConvolutionShape groups(long count) {
    return new ConvolutionShape(this, window, count, bias);
  }

  /**
   * Returns this shape with a bias per output channel.
   *
   * @return a new shape
   */
  public ConvolutionShape withBias() {
    return new ConvolutionShape(this, window, groups, true);
  }

  /**
   * Returns the layout of the input.
   *
   * @return {@code [n, in, spatial...]}, channels last in memory
   */
  public MemoryDesc src() {
    return MemoryDesc.channelsLast(srcDims());
  }

  /**
   * Returns the layout of the output.
   *
   * @return {@code [n, out, spatial...]}, channels last in memory
   */
  public MemoryDesc dst() {
    return MemoryDesc.channelsLast(dstDims());
  }

  /**
   * Returns the logical dimensions of the input.
   *
   * @return {@code [n, in, spatial...]}
   */
  public long[] srcDims() {
    return Window.join(batch, inputChannels, input);
  }

  /**
   * Returns the logical dimensions of the output.
   *
   * @return {@code [n, out, spatial...]}
   */
  public long[] dstDims() {
    return Window.join(batch, outputChannels, window.output(input));
  }

  /**
   * Returns the layout of Keras' kernel.
   *
   * @return {@code [out, in, spatial...]}, or {@code [groups, out / groups, in / groups,
   *     spatial...]} if there are groups
   */
  public MemoryDesc weights() {
    long[] dims = weightsDims();
    long[] strides = new long[dims.length];
    int channelAxes = groups > 1 ? 3 : 2;
    strides[channelAxes - 2] = 1;
    strides[channelAxes - 1] = outputChannels;
    if (groups > 1) {
      strides[0] = outputChannels / groups;
    }
    long stride = outputChannels * inputChannels / groups;
    for (int axis = dims.length - 1; axis >= channelAxes; axis--) {
      strides[axis] = stride;
      stride *= dims[axis];
    }
    return MemoryDesc.strided(dims, strides);
  }

  /**
   * Returns the dimensions of the weights in a layout of oneDNN's choice.
   *
   * @return the dimensions of {@link #weights()}, open
   */
  public MemoryDesc anyWeights() {
    return MemoryDesc.any(weightsDims());
  }

  /**
   * Returns the layout of the bias.
   *
   * @return {@code [out]}, or null if there is none
   */
  public @Nullable MemoryDesc bias() {
    return bias ? MemoryDesc.dense(outputChannels) : null;
  }

  @Override
  public String toString() {
    return Arrays.toString(srcDims()) + " -> " + Arrays.toString(dstDims()) + " by " + window;
  }

  long[] strides() {
    return window.strides();
  }

  long[] dilates() {
    return window.dilates();
  }

  long[] padBegin() {
    return window.padBegin();
  }

  long[] padEnd() {
    return window.padEnd();
  }

  private long[] weightsDims() {
    long[] dims = Window.join(outputChannels / groups, inputChannels / groups, window.kernel());
    if (groups == 1) {
      return dims;
    }
    long[] grouped = new long[dims.length + 1];
    grouped[0] = groups;
    System.arraycopy(dims, 0, grouped, 1, dims.length);
    return grouped;
  }
}
