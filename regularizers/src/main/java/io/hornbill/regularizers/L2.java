package io.hornbill.regularizers;

import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;

import io.hornbill.base.ConfiguredValue;
import io.hornbill.base.Setting;
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
 * @see <a href="https://doi.org/10.1080/00401706.1970.10488634">Hoerl, Kennard: Ridge regression
 *     (1970)</a>
 */
public final class L2 extends ConfiguredValue<L2> implements Regularizer {
  private static final Setting<Double> FACTOR = Setting.number("l2", 0.01).alias("l").notNegative();

  /** Makes the penalty with factor 0.01. */
  public L2() {
    super("L2", FACTOR);
  }

  /**
   * Makes the penalty.
   *
   * @param l2 the factor, at least 0
   * @throws IllegalArgumentException if {@code l2} is negative or not finite
   */
  public L2(double l2) {
    this();
    init(FACTOR, l2);
  }

  /**
   * Sets the factor.
   *
   * @param l2 the factor, at least 0; by default 0.01
   * @return a penalty with that factor
   */
  public L2 l2(double l2) {
    return with(FACTOR, l2);
  }

  @Override
  public Tensor apply(Tensor weight) {
    return sum(square(weight)).times(get(FACTOR));
  }
}
