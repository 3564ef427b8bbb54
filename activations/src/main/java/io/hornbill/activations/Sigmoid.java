package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The logistic function, with values in (0, 1).
 *
 * <pre>{@code 1 / (1 + exp(-x))}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class Sigmoid implements ActivationFunction {
  /** Makes the function. */
  public Sigmoid() {}

  @Override
  public Tensor apply(Tensor x) {
    return Ops.sigmoid(x);
  }
}
