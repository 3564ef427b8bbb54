package io.hornbill.layers;

import io.hornbill.base.Checks;

/**
 * Keras 2's name of a {@link GRU} that a graphics card can run, as which it is saved: its
 * activations are tanh and sigmoid, and it resets after the product. Every GRU of these settings is
 * fast here.
 *
 * <pre>{@code
 * new CuDNNGRU(128).returnSequences(true)
 * }</pre>
 */
public final class CuDNNGRU extends CellLayer<CuDNNGRU, GRUCell> {
  /**
   * Makes a layer.
   *
   * @param units the number of outputs
   */
  public CuDNNGRU(int units) {
    super(new GRUCell(Checks.positive("CuDNNGRU", "units", units)));
  }

  @Override
  public String className() {
    return "GRU";
  }
}
