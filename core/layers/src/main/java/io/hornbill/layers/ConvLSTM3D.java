package io.hornbill.layers;

import io.hornbill.base.Checks;

/**
 * {@link LSTM} along a sequence of volumes, with convolutions for products.
 *
 * <p>Input {@code [batch, time, depth, height, width, channels]}, output {@code [batch, slices,
 * rows, columns, filters]}, or {@code [batch, time, slices, rows, columns, filters]} with {@link
 * #returnSequences}.
 *
 * <pre>{@code
 * new ConvLSTM3D(8, 3).padding("same")
 * }</pre>
 */
public final class ConvLSTM3D extends ConvLSTM<ConvLSTM3D> {
  /**
   * Makes a layer.
   *
   * @param filters the number of output channels
   * @param kernelSize depth, height and width of the kernels; one number stands for all
   */
  public ConvLSTM3D(int filters, int... kernelSize) {
    super(3, Checks.positive("ConvLSTM3D", "filters", filters), kernelSize);
  }
}
