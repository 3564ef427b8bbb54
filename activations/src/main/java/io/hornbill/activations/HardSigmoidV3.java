package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * A piecewise linear approximation of the sigmoid, as in Keras 3.
 *
 * <pre>{@code min(max(x + 3, 0), 6) / 6}</pre>
 *
 * <p>Keras 1 and 2 give the name {@code hard_sigmoid} to another function, {@link HardSigmoid}.
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class HardSigmoidV3 implements ActivationFunction {
  /** Makes the function. */
  public HardSigmoidV3() {}

  @Override
  public Tensor apply(Tensor x) {
    return Ops.hardSigmoid(x);
  }
}
