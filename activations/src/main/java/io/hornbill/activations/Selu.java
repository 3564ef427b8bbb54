package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The scaled exponential linear unit, which keeps mean 0 and variance 1 through layers.
 *
 * <pre>{@code 1.0507 * (x > 0 ? x : 1.6733 * (exp(x) - 1))}</pre>
 *
 * <p>To be used with the initializer {@code lecun_normal} and {@code AlphaDropout}.
 *
 * @see <a href="https://arxiv.org/abs/1706.02515">The paper</a>
 */
public final class Selu implements ActivationFunction {
  /** Makes the function. */
  public Selu() {}

  @Override
  public Tensor apply(Tensor x) {
    return Ops.selu(x);
  }
}
