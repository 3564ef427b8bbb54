package io.hornbill.layers;

/**
 * Convolution over time in two steps: each channel by itself, then a mix of the channels at each
 * place.
 *
 * <p>Input {@code [batch, steps, channels]}, output {@code [batch, places, filters]}; weights:
 * depthwise kernel {@code […window, channels, depthMultiplier]}, pointwise kernel {@code [1…,
 * channels * depthMultiplier, filters]} and bias {@code [filters]}.
 *
 * <pre>{@code
 * new SeparableConv1D(64, 3).depthMultiplier(2)
 * }</pre>
 */
public final class SeparableConv1D extends SeparableConv<SeparableConv1D> {
  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  public SeparableConv1D(int filters, int... kernelSize) {
    super(1, filters, kernelSize);
  }
}
