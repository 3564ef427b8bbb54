package io.hornbill.layers;

import io.hornbill.base.Checks;

/**
 * {@link LSTM} along a sequence of images, with convolutions for products.
 *
 * <p>Input {@code [batch, time, height, width, channels]}, output {@code [batch, rows, columns,
 * filters]}, or {@code [batch, time, rows, columns, filters]} with {@link #returnSequences}.
 *
 * <pre>{@code
 * new ConvLSTM2D(16, 3).padding("same").returnSequences(true)
 * }</pre>
 */
public final class ConvLSTM2D extends ConvLSTM<ConvLSTM2D> {
  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param kernelSize height and width of the kernels; one number stands for both
   */
  public ConvLSTM2D(int filters, int... kernelSize) {
    super(2, Checks.positive("ConvLSTM2D", "filters", filters), kernelSize);
  }
}
