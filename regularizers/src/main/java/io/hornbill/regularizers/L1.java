package io.hornbill.regularizers;

import static io.hornbill.graph.Ops.abs;
import static io.hornbill.graph.Ops.sum;

import io.hornbill.base.ConfiguredValue;
import io.hornbill.base.Setting;
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
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1996.tb02080.x">Tibshirani: Regression
 *     shrinkage and selection via the lasso (1996)</a>
 */
public final class L1 extends ConfiguredValue<L1> implements Regularizer {
  private static final Setting<Double> FACTOR = Setting.number("l1", 0.01).alias("l").notNegative();

  /** Makes the penalty with factor 0.01. */
  public L1() {
    super("L1", FACTOR);
  }

  /**
   * Makes the penalty.
   *
   * @param l1 the factor, at least 0
   * @throws IllegalArgumentException if {@code l1} is negative or not finite
   */
  public L1(double l1) {
    this();
    init(FACTOR, l1);
  }

  /**
   * Sets the factor.
   *
   * @param l1 the factor, at least 0; by default 0.01
   * @return a penalty with that factor
   */
  public L1 l1(double l1) {
    return with(FACTOR, l1);
  }

  @Override
  public Tensor apply(Tensor weight) {
    return sum(abs(weight)).times(get(FACTOR));
  }
}
