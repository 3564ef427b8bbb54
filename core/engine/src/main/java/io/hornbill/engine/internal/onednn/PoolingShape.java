package io.hornbill.engine.internal.onednn;

import java.util.Arrays;

/**
 * Sizes, strides, dilations and padding of a pooling in one to three dimensions.
 *
 * <p>Immutable. Example: {@code PoolingShape.of(128, 64, new long[] {24, 24}, 2, 2)}, whose windows
 * do not overlap.
 */
public final class PoolingShape {
  private final long batch;
  private final long channels;
  private final long[] input;
  private final Window window;

  private PoolingShape(long batch, long channels, long[] input, Window window) {
    this.batch = batch;
    this.channels = channels;
    this.input = input;
    this.window = window;
  }

  /**
   * Returns a pooling whose strides are the lengths of its window, without padding.
   *
   * @param batch number of images
   * @param channels channels of input and output
   * @param input spatial lengths of the input
   * @param kernel spatial lengths of the window
   * @return the shape
   */
  public static PoolingShape of(long batch, long channels, long[] input, long... kernel) {
    return new PoolingShape(batch, channels, input.clone(), Window.of(kernel).strides(kernel));
  }

  /**
   * Returns this shape with other strides.
   *
   * @param strides distance between neighbouring windows, per spatial axis
   * @return a new shape
   */
  public PoolingShape strides(long... strides) {
    return new PoolingShape(batch, channels, input, window.strides(strides));
  }

  /**
   * Returns this shape with other dilations.
   *
   * @param dilations distance between neighbouring elements of a window, 1 for a plain pooling
   * @return a new shape
   */
  public PoolingShape dilations(long... dilations) {
    return new PoolingShape(batch, channels, input, window.dilations(dilations));
  }

  /**
   * Returns this shape with other padding.
   *
   * @param begin elements before the first, per spatial axis
   * @param end elements after the last, per spatial axis
   * @return a new shape
   */
  public PoolingShape padding(long[] begin, long[] end) {
    return new PoolingShape(batch, channels, input, window.padding(begin, end));
  }

  /**
   * Returns the layout of the input.
   *
   * @return {@code [n, c, spatial...]}, channels last in memory
   */
  public MemoryDesc src() {
    return MemoryDesc.channelsLast(Window.join(batch, channels, input));
  }

  /**
   * Returns the layout of the output.
   *
   * @return {@code [n, c, spatial...]}, channels last in memory
   */
  public MemoryDesc dst() {
    return MemoryDesc.channelsLast(dstDims());
  }

  /**
   * Returns the logical dimensions of the output.
   *
   * @return {@code [n, c, spatial...]}
   */
  public long[] dstDims() {
    return Window.join(batch, channels, window.output(input));
  }

  @Override
  public String toString() {
    return Arrays.toString(Window.join(batch, channels, input)) + " by " + window;
  }

  long[] kernel() {
    return window.kernel();
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
}
