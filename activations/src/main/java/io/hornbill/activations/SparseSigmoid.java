package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * A piecewise linear approximation of the sigmoid, which changes from -1 to 1 alone.
 *
 * <pre>{@code min(max((x + 1) / 2, 0), 1)}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class SparseSigmoid implements ActivationFunction {
  /** Makes the function. */
  public SparseSigmoid() {}

  @Override
  public Tensor apply(Tensor x) {
    return Ops.clip(x.plus(1).times(0.5), 0, 1);
  }
}
