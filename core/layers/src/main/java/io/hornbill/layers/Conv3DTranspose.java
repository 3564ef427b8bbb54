package io.hornbill.layers;

/**
 * Transposed convolution over depth, height and width: the adjoint of {@link Conv3D}, which
 * enlarges by its strides.
 *
 * <p>Input {@code [batch, depth, height, width, channels]}, output {@code [batch, slices, rows,
 * columns, filters]}; weights: kernel {@code […window, filters, channels]} and bias {@code
 * [filters]}.
 *
 * <pre>{@code
 * new Conv3DTranspose(32, 3).strides(2).padding("same")
 * }</pre>
 */
public final class Conv3DTranspose extends ConvTranspose<Conv3DTranspose> {
  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  public Conv3DTranspose(int filters, int... kernelSize) {
    super(3, filters, kernelSize);
  }
}
