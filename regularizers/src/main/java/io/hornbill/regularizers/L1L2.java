package io.hornbill.regularizers;

import static io.hornbill.graph.Ops.abs;
import static io.hornbill.graph.Ops.constant;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;

/**
 * Penalizes sizes and squares of the elements (elastic net).
 *
 * <pre>{@code
 * l1 * Σ |w| + l2 * Σ w²
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelRegularizer(new L1L2(1e-4, 1e-3));
 * }</pre>
 *
 * @param l1 the factor of the sizes, at least 0
 * @param l2 the factor of the squares, at least 0
 * @see <a href="https://doi.org/10.1111/j.1467-9868.2005.00503.x">Zou, Hastie: Regularization and
 *     variable selection via the elastic net (2005)</a>
 */
public record L1L2(double l1, double l2) implements Regularizer {
  private static final double DEFAULT = 0.01;

  /**
   * Checks the factors.
   *
   * @param l1 the factor of the sizes, at least 0
   * @param l2 the factor of the squares, at least 0
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public L1L2 {
    Checks.notNegative("L1L2", "l1", l1);
    Checks.notNegative("L1L2", "l2", l2);
  }

  /** Makes the penalty with both factors 0.01, as Keras 1's {@code l1l2()}. */
  public L1L2() {
    this(DEFAULT, DEFAULT);
  }

  static L1L2 of(Config config) {
    double missing = config.has("l1") || config.has("l2") ? 0 : DEFAULT;
    return new L1L2(config.number("l1", missing), config.number("l2", missing));
  }

  @Override
  public Tensor apply(Tensor weight) {
    return penalty(l1, l2, weight);
  }

  @Override
  public Config config() {
    return new Config().with("l1", l1).with("l2", l2);
  }

  static Tensor penalty(double l1, double l2, Tensor x) {
    if (l1 == 0 && l2 == 0) {
      return constant(0, x.dataType());
    }
    if (l1 == 0) {
      return sum(square(x)).times(l2);
    }
    Tensor sizes = sum(abs(x)).times(l1);
    return l2 == 0 ? sizes : sizes.plus(sum(square(x)).times(l2));
  }
}
