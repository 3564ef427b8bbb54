package io.hornbill.regularizers;

import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;

/**
 * Penalizes the squares of the elements, which keeps all of them small.
 *
 * <pre>{@code
 * l2 * Σ w²
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelRegularizer(new L2(0.001));
 * }</pre>
 *
 * @param l2 the factor, at least 0
 * @see <a href="https://doi.org/10.1080/00401706.1970.10488634">Hoerl, Kennard: Ridge regression
 *     (1970)</a>
 */
public record L2(double l2) implements Regularizer {
  /**
   * Checks the factor.
   *
   * @param l2 the factor, at least 0
   * @throws IllegalArgumentException if {@code l2} is negative or not finite
   */
  public L2 {
    Checks.notNegative("L2", "l2", l2);
  }

  /** Makes the penalty with factor 0.01. */
  public L2() {
    this(0.01);
  }

  static L2 of(Config config) {
    return new L2(config.number("l2", config.number("l", 0.01)));
  }

  @Override
  public Tensor apply(Tensor weight) {
    return sum(square(weight)).times(l2);
  }

  @Override
  public Config config() {
    return new Config().with("l2", l2);
  }
}
