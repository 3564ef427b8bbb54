package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The rectifier, cut at 6.
 *
 * <pre>{@code min(max(x, 0), 6)}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class Relu6 implements ActivationFunction {
  /** Makes the function. */
  public Relu6() {}

  @Override
  public Tensor apply(Tensor x) {
    return Ops.relu6(x);
  }
}
