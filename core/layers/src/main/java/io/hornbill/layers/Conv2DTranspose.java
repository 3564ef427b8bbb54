package io.hornbill.layers;

/**
 * Transposed convolution over height and width: the adjoint of {@link Conv2D}, which enlarges by
 * its strides.
 *
 * <p>Input {@code [batch, height, width, channels]}, output {@code [batch, rows, columns,
 * filters]}; weights: kernel {@code […window, filters, channels]} and bias {@code [filters]}.
 *
 * <pre>{@code
 * new Conv2DTranspose(32, 3).strides(2).padding("same")
 * }</pre>
 */
public final class Conv2DTranspose extends ConvTranspose<Conv2DTranspose> {
  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  public Conv2DTranspose(int filters, int... kernelSize) {
    super(2, filters, kernelSize);
  }
}
