package io.hornbill.activations;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The exponential linear unit.
 *
 * <pre>{@code x > 0 ? x : alpha * (exp(x) - 1)}</pre>
 *
 * @see <a href="https://arxiv.org/abs/1511.07289">The paper</a>
 */
public final class Elu extends NamedActivation<Elu> {
  private static final Setting<Double> ALPHA = Setting.number("alpha", 1).finite();

  /** Makes the function with its default settings. */
  public Elu() {
    super("elu", ALPHA);
  }

  /**
   * Sets how far negative values go.
   *
   * @param alpha minus the value at minus infinity; by default 1
   * @return a function with that setting
   * @throws IllegalArgumentException if it is not finite
   */
  public Elu alpha(double alpha) {
    return with(ALPHA, alpha);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Ops.elu(x, get(ALPHA));
  }
}
