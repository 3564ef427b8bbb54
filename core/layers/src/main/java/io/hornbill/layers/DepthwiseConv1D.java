package io.hornbill.layers;

/**
 * Convolution of each channel by itself over time.
 *
 * <p>Input {@code [batch, steps, channels]}, output with {@code channels * depthMultiplier}
 * channels; weights: kernel {@code […window, channels, depthMultiplier]} and bias.
 *
 * <pre>{@code
 * new DepthwiseConv1D(3).depthMultiplier(2)
 * }</pre>
 */
public final class DepthwiseConv1D extends DepthwiseConv<DepthwiseConv1D> {
  /**
   * Makes a layer.
   *
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  public DepthwiseConv1D(int... kernelSize) {
    super(1, kernelSize);
  }
}
