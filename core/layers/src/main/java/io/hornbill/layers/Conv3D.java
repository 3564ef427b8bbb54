package io.hornbill.layers;

/**
 * Convolution over depth, height and width.
 *
 * <p>Input {@code [batch, depth, height, width, channels]}, output {@code [batch, slices, rows,
 * columns, filters]}; weights: kernel {@code [depth, rows, columns, channels / groups, filters]}
 * and bias {@code [filters]}.
 *
 * <pre>{@code
 * new Conv3D(32, 3).padding("same").activation("relu")
 * }</pre>
 */
public final class Conv3D extends Conv<Conv3D> {
  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  public Conv3D(int filters, int... kernelSize) {
    super(3, filters, kernelSize);
  }
}
