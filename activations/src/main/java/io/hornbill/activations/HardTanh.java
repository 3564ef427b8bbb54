package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * A piecewise linear approximation of the hyperbolic tangent.
 *
 * <pre>{@code min(max(x, -1), 1)}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class HardTanh implements ActivationFunction {
  /** Makes the function. */
  public HardTanh() {}

  @Override
  public Tensor apply(Tensor x) {
    return Ops.clip(x, -1, 1);
  }
}
