package io.hornbill.activations;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
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
  private final double alpha;

  /** Makes the function with its default settings. */
  public Elu() {
    this(new Config());
  }

  Elu(Config config) {
    super("elu", Elu::new);
    alpha = Checks.finite("elu", "alpha", config.number("alpha", 1));
  }

  /**
   * Sets how far negative values go.
   *
   * @param alpha minus the value at minus infinity; by default 1
   * @return a function with that setting
   * @throws IllegalArgumentException if it is not finite
   */
  public Elu alpha(double alpha) {
    return with("alpha", alpha);
  }

  @Override
  public Tensor apply(Tensor x) {
    // Only negative values reach the exponential, so that it and its gradient do not overflow.
    Tensor positive = Ops.greater(x, 0);
    Tensor negative = Ops.where(positive, Ops.zerosLike(x), x);
    return Ops.where(positive, x, Ops.expm1(negative).times(alpha));
  }

  @Override
  public Config config() {
    return new Config().with("alpha", alpha);
  }
}
