package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * A piecewise linear approximation of the sigmoid, as in Keras 1 and 2.
 *
 * <pre>{@code min(max(0.2 * x + 0.5, 0), 1)}</pre>
 *
 * <p>Keras 3 gives the name to another function, {@link HardSigmoidV3}.
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class HardSigmoid implements ActivationFunction {
  /** Makes the function. */
  public HardSigmoid() {}

  @Override
  public Tensor apply(Tensor x) {
    return Ops.clip(x.times(0.2).plus(0.5), 0, 1);
  }
}
