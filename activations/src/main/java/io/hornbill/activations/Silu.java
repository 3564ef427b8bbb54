package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The sigmoid linear unit, also {@code swish}.
 *
 * <pre>{@code x * sigmoid(x)}</pre>
 *
 * @see <a href="https://arxiv.org/abs/1710.05941">The paper</a>
 */
public final class Silu implements ActivationFunction {
  /** Makes the function. */
  public Silu() {}

  @Override
  public Tensor apply(Tensor x) {
    return Ops.silu(x);
  }
}
