package io.hornbill.layers;

/**
 * Convolution over time.
 *
 * <p>Input {@code [batch, steps, channels]}, output {@code [batch, places, filters]}; weights:
 * kernel {@code [kernel, channels / groups, filters]} and bias {@code [filters]}.
 *
 * <pre>{@code
 * new Conv1D(32, 3).padding("same").activation("relu")
 * }</pre>
 */
public final class Conv1D extends Conv<Conv1D> {
  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  public Conv1D(int filters, int... kernelSize) {
    super(1, filters, kernelSize);
  }
}
