package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * What the hyperbolic tangent takes away.
 *
 * <pre>{@code x - tanh(x)}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class TanhShrink implements ActivationFunction {
  /** Makes the function. */
  public TanhShrink() {}

  @Override
  public Tensor apply(Tensor x) {
    return x.minus(Ops.tanh(x));
  }
}
