package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The hyperbolic tangent, with values in (-1, 1).
 *
 * <pre>{@code (exp(x) - exp(-x)) / (exp(x) + exp(-x))}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class Tanh implements ActivationFunction {
  /** Makes the function. */
  public Tanh() {}

  @Override
  public Tensor apply(Tensor x) {
    return Ops.tanh(x);
  }
}
