package io.hornbill.layers;

import io.hornbill.base.Checks;

/**
 * {@link LSTM} along a sequence of lines, with convolutions for products.
 *
 * <p>Input {@code [batch, time, length, channels]}, output {@code [batch, rows, filters]}, or
 * {@code [batch, time, rows, filters]} with {@link #returnSequences}.
 *
 * <pre>{@code
 * new ConvLSTM1D(16, 3).padding("same").returnSequences(true)
 * }</pre>
 */
public final class ConvLSTM1D extends ConvLSTM<ConvLSTM1D> {
  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param kernelSize length of the kernel
   */
  public ConvLSTM1D(int filters, int... kernelSize) {
    super(1, Checks.positive("ConvLSTM1D", "filters", filters), kernelSize);
  }
}
