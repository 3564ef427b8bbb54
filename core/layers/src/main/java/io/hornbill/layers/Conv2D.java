package io.hornbill.layers;

/**
 * A convolution over height and width.
 *
 * <p>Input {@code [batch, height, width, channels]}, output {@code [batch, rows, columns,
 * filters]}; kernel {@code [height, width, channels / groups, filters]}, bias {@code [filters]}.
 *
 * <pre>{@code
 * new Conv2D(32, 3, 3).activation("relu").padding("same")
 * }</pre>
 */
public final class Conv2D extends Conv<Conv2D> {
  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param kernelSize height and width of the window; one number stands for both
   */
  public Conv2D(int filters, int... kernelSize) {
    super(2, filters, kernelSize);
  }
}
