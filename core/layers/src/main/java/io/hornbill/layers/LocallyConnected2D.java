package io.hornbill.layers;

/**
 * A convolution over height and width with a kernel of its own at each place, as in Keras 1 and 2.
 *
 * <p>Input {@code [batch, height, width, channels]}, output {@code [batch, rows, columns,
 * filters]}; weights: kernel {@code [places, window * channels, filters]} and bias {@code […places,
 * filters]}. Lengths must be known.
 *
 * <pre>{@code
 * new LocallyConnected2D(32, 3).activation("relu")
 * }</pre>
 */
public final class LocallyConnected2D extends LocallyConnected<LocallyConnected2D> {
  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  public LocallyConnected2D(int filters, int... kernelSize) {
    super(2, filters, kernelSize);
  }
}
