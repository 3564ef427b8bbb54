package io.hornbill.layers;

/**
 * Convolution over height and width in two steps: each channel by itself, then a mix of the
 * channels at each place.
 *
 * <p>Input {@code [batch, height, width, channels]}, output {@code [batch, rows, columns,
 * filters]}; weights: depthwise kernel {@code […window, channels, depthMultiplier]}, pointwise
 * kernel {@code [1…, channels * depthMultiplier, filters]} and bias {@code [filters]}.
 *
 * <pre>{@code
 * new SeparableConv2D(64, 3).depthMultiplier(2)
 * }</pre>
 */
public final class SeparableConv2D extends SeparableConv<SeparableConv2D> {
  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  public SeparableConv2D(int filters, int... kernelSize) {
    super(2, filters, kernelSize);
  }
}
