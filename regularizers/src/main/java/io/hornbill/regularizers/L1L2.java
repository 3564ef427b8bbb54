package io.hornbill.regularizers;

import io.hornbill.base.Config;

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
 * @see <a href="https://doi.org/10.1111/j.1467-9868.2005.00503.x">Zou, Hastie: Regularization and
 *     variable selection via the elastic net (2005)</a>
 */
public final class L1L2 extends ElasticNet<L1L2> {
  private static final double DEFAULT = 0.01;

  /** Makes the penalty with both factors 0.01, as Keras 1's {@code l1l2()}. */
  public L1L2() {
    super(
        "L1L2", SIZES.initially(DEFAULT).nullMeans(0.0), SQUARES.initially(DEFAULT).nullMeans(0.0));
  }

  /**
   * Makes the penalty.
   *
   * @param l1 the factor of the sizes, at least 0
   * @param l2 the factor of the squares, at least 0
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public L1L2(double l1, double l2) {
    this();
    init(SIZES, l1);
    init(SQUARES, l2);
  }

  /** Only both together are missing as in {@code l1l2()}; beside one, the other is 0. */
  @Override
  protected Config completed(Config config) {
    boolean one = config.has("l1") || config.has("l2");
    return one ? new Config().with("l1", 0).with("l2", 0).withAll(config) : config;
  }
}
