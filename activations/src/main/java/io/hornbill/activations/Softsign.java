package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * A sigmoid with slow tails, with values in (-1, 1).
 *
 * <pre>{@code x / (1 + |x|)}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class Softsign implements ActivationFunction {
  /** Makes the function. */
  public Softsign() {}

  @Override
  public Tensor apply(Tensor x) {
    return Ops.softsign(x);
  }
}
