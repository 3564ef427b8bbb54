package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * A smooth rectifier that dips below 0.
 *
 * <pre>{@code x * tanh(log(1 + exp(x)))}</pre>
 *
 * @see <a href="https://arxiv.org/abs/1908.08681">The paper</a>
 */
public final class Mish implements ActivationFunction {
  /** Makes the function. */
  public Mish() {}

  @Override
  public Tensor apply(Tensor x) {
    return x.times(Ops.tanh(Ops.softplus(x)));
  }
}
