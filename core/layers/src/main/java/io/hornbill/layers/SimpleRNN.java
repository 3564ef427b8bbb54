package io.hornbill.layers;

import io.hornbill.base.Checks;

/**
 * The simple recurrent layer along a sequence.
 *
 * <pre>{@code h = activation(x W + h U + b)}</pre>
 *
 * <p>Input {@code [batch, time, features]}, and if you like the first {@code h}, {@code [batch,
 * units]}; output {@code [batch, units]}, or {@code [batch, time, units]} with {@link
 * #returnSequences}. The weights are those of {@link SimpleRNNCell}.
 *
 * <pre>{@code
 * new SimpleRNN(64).activation("relu").returnSequences(true)
 * }</pre>
 */
public final class SimpleRNN extends CellLayer<SimpleRNN, SimpleRNNCell> {
  /**
   * Makes a layer.
   *
   * @param units the number of outputs
   */
  public SimpleRNN(int units) {
    super(new SimpleRNNCell(Checks.positive("SimpleRNN", "units", units)));
  }
}
