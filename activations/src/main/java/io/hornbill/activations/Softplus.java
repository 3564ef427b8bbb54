package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * A smooth rectifier.
 *
 * <pre>{@code log(1 + exp(x))}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class Softplus implements ActivationFunction {
  /** Makes the function. */
  public Softplus() {}

  @Override
  public Tensor apply(Tensor x) {
    return Ops.softplus(x);
  }
}
