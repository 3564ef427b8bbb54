package io.hornbill.layers;

import io.hornbill.base.Checks;

/**
 * Keras 2's name of an {@link LSTM} that a graphics card can run, as which it is saved: its
 * activations are tanh and sigmoid. Every LSTM of these activations is fast here.
 *
 * <pre>{@code
 * new CuDNNLSTM(128).returnSequences(true)
 * }</pre>
 */
public final class CuDNNLSTM extends CellLayer<CuDNNLSTM, LSTMCell> {
  /**
   * Makes a layer.
   *
   * @param units the number of outputs
   */
  public CuDNNLSTM(int units) {
    super(new LSTMCell(Checks.positive("CuDNNLSTM", "units", units)));
  }

  /**
   * Sets whether the bias of the forget gate is initialized with ones.
   *
   * @param unitForgetBias false to leave it to the initializer
   */
  public CuDNNLSTM unitForgetBias(boolean unitForgetBias) {
    cell().unitForgetBias(unitForgetBias);
    return this;
  }

  @Override
  public String className() {
    return "LSTM";
  }
}
