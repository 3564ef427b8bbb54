package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The sigmoid linear unit in straight lines and a parabola; also {@code hard_swish}.
 *
 * <pre>{@code x * min(max(x + 3, 0), 6) / 6}</pre>
 *
 * @see <a href="https://arxiv.org/abs/1905.02244">The paper</a>
 */
public final class HardSilu implements ActivationFunction {
  /** Makes the function. */
  public HardSilu() {}

  @Override
  public Tensor apply(Tensor x) {
    return x.times(Ops.clip(x.plus(3), 0, 6).dividedBy(6));
  }
}
