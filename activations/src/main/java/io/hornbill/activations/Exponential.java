package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The exponential function.
 *
 * <pre>{@code exp(x)}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class Exponential implements ActivationFunction {
  /** Makes the function. */
  public Exponential() {}

  @Override
  public Tensor apply(Tensor x) {
    return Ops.exp(x);
  }
}
