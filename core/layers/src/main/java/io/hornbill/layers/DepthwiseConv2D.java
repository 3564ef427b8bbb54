package io.hornbill.layers;

/**
 * Convolution of each channel by itself over height and width.
 *
 * <p>Input {@code [batch, height, width, channels]}, output with {@code channels * depthMultiplier}
 * channels; weights: kernel {@code […window, channels, depthMultiplier]} and bias.
 *
 * <pre>{@code
 * new DepthwiseConv2D(3).depthMultiplier(2)
 * }</pre>
 */
public final class DepthwiseConv2D extends DepthwiseConv<DepthwiseConv2D> {
  /**
   * Makes a layer.
   *
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  public DepthwiseConv2D(int... kernelSize) {
    super(2, kernelSize);
  }
}
