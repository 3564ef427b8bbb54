package io.hornbill.layers;

/**
 * Transposed convolution over time: the adjoint of {@link Conv1D}, which enlarges by its strides.
 *
 * <p>Input {@code [batch, steps, channels]}, output {@code [batch, places, filters]}; weights:
 * kernel {@code […window, filters, channels]} and bias {@code [filters]}.
 *
 * <pre>{@code
 * new Conv1DTranspose(32, 3).strides(2).padding("same")
 * }</pre>
 */
public final class Conv1DTranspose extends ConvTranspose<Conv1DTranspose> {
  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  public Conv1DTranspose(int filters, int... kernelSize) {
    super(1, filters, kernelSize);
  }
}
