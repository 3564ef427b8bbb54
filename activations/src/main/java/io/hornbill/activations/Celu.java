package io.hornbill.activations;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The exponential linear unit whose slope at 0 is 1 for every alpha.
 *
 * <pre>{@code max(x, 0) + min(alpha * (exp(x / alpha) - 1), 0)}</pre>
 *
 * @see <a href="https://arxiv.org/abs/1704.07483">The paper</a>
 */
public final class Celu extends NamedActivation<Celu> {
  private static final Setting<Double> ALPHA =
      Setting.number("alpha", 1)
          .only("finite and not 0", "Give a positive number.", a -> a != 0 && Double.isFinite(a));

  /** Makes the function with its default settings. */
  public Celu() {
    super("celu", ALPHA);
  }

  /**
   * Sets how far negative values go.
   *
   * @param alpha minus the value at minus infinity, not 0; by default 1
   * @return a function with that setting
   * @throws IllegalArgumentException if it is 0 or not finite
   */
  public Celu alpha(double alpha) {
    return with(ALPHA, alpha);
  }

  @Override
  public Tensor apply(Tensor x) {
    double alpha = get(ALPHA);
    Tensor positive = Ops.greater(x, 0);
    Tensor negative = Ops.where(positive, Ops.zerosLike(x), x);
    return Ops.where(positive, x, Ops.expm1(negative.dividedBy(alpha)).times(alpha));
  }
}
