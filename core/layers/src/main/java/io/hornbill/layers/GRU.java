package io.hornbill.layers;

import io.hornbill.base.Checks;

/**
 * A gated recurrent unit along a sequence.
 *
 * <pre>{@code
 * z, r = recurrentActivation(x W + h U + b)
 * resetAfter:  g = activation(x W + b + r * (h U + b'))
 * otherwise:   g = activation(x W + (r * h) U + b)
 * h = z * h + (1 - z) * g
 * }</pre>
 *
 * <p>Input {@code [batch, time, features]}, and if you like the first {@code h}, {@code [batch,
 * units]}; output {@code [batch, units]}, or {@code [batch, time, units]} with {@link
 * #returnSequences}. The weights are those of {@link GRUCell}.
 *
 * <pre>{@code
 * new GRU(64).recurrentDropout(0.2).goBackwards(true)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1406.1078">Cho et al.: Learning phrase representations
 *     (2014)</a>
 */
public final class GRU extends CellLayer<GRU, GRUCell> implements RecurrentActivationSetter<GRU> {
  /**
   * Makes a layer.
   *
   * @param units the number of outputs
   */
  public GRU(int units) {
    super(new GRUCell(Checks.positive("GRU", "units", units)));
  }

  /**
   * Sets whether the reset gate comes after the recurrent product.
   *
   * @param resetAfter false for the form of the first paper
   */
  public GRU resetAfter(boolean resetAfter) {
    cell().resetAfter(resetAfter);
    return this;
  }
}
