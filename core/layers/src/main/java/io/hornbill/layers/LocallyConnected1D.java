package io.hornbill.layers;

/**
 * A convolution over time with a kernel of its own at each place, as in Keras 1 and 2.
 *
 * <p>Input {@code [batch, steps, channels]}, output {@code [batch, places, filters]}; weights:
 * kernel {@code [places, window * channels, filters]} and bias {@code […places, filters]}. Lengths
 * must be known.
 *
 * <pre>{@code
 * new LocallyConnected1D(32, 3).activation("relu")
 * }</pre>
 */
public final class LocallyConnected1D extends LocallyConnected<LocallyConnected1D> {
  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  public LocallyConnected1D(int filters, int... kernelSize) {
    super(1, filters, kernelSize);
  }
}
