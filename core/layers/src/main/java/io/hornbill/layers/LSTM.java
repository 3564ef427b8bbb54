package io.hornbill.layers;

import io.hornbill.base.Checks;

/**
 * Long short-term memory along a sequence.
 *
 * <pre>{@code
 * i, f, o = recurrentActivation(x W + h U + b),  g = activation(x W + h U + b)
 * c = f * c + i * g,  h = o * activation(c)
 * }</pre>
 *
 * <p>Input {@code [batch, time, features]}, and if you like the first {@code h} and {@code c},
 * {@code [batch, units]}; output {@code [batch, units]}, or {@code [batch, time, units]} with
 * {@link #returnSequences}. The weights are those of {@link LSTMCell}.
 *
 * <pre>{@code
 * new LSTM(128).returnSequences(true).dropout(0.2)
 * }</pre>
 *
 * @see <a href="https://www.bioinf.jku.at/publications/older/2604.pdf">Hochreiter, Schmidhuber:
 *     Long short-term memory (1997)</a>
 */
public final class LSTM extends CellLayer<LSTM, LSTMCell>
    implements RecurrentActivationSetter<LSTM> {
  /**
   * Makes a layer.
   *
   * @param units the number of outputs
   */
  public LSTM(int units) {
    super(new LSTMCell(Checks.positive("LSTM", "units", units)));
  }

  /**
   * Sets whether the bias of the forget gate is initialized with ones.
   *
   * @param unitForgetBias false to leave it to the initializer
   */
  public LSTM unitForgetBias(boolean unitForgetBias) {
    cell().unitForgetBias(unitForgetBias);
    return this;
  }
}
