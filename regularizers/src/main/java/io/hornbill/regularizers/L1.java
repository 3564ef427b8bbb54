package io.hornbill.regularizers;

import static io.hornbill.graph.Ops.abs;
import static io.hornbill.graph.Ops.sum;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;

/**
 * Penalizes the sizes of the elements, which drives many of them to zero.
 *
 * <pre>{@code
 * l1 * Σ |w|
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelRegularizer(new L1(0.001));
 * }</pre>
 *
 * @param l1 the factor, at least 0
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1996.tb02080.x">Tibshirani: Regression
 *     shrinkage and selection via the lasso (1996)</a>
 */
public record L1(double l1) implements Regularizer {
  /**
   * Checks the factor.
   *
   * @param l1 the factor, at least 0
   * @throws IllegalArgumentException if {@code l1} is negative or not finite
   */
  public L1 {
    Checks.notNegative("L1", "l1", l1);
  }

  /** Makes the penalty with factor 0.01. */
  public L1() {
    this(0.01);
  }

  static L1 of(Config config) {
    return new L1(config.number("l1", config.number("l", 0.01)));
  }

  @Override
  public Tensor apply(Tensor weight) {
    return sum(abs(weight)).times(l1);
  }

  @Override
  public Config config() {
    return new Config().with("l1", l1);
  }
}
