package io.hornbill.regularizers;

/**
 * Keras 1's name for a penalty on a weight.
 *
 * <pre>{@code
 * l1 * Σ |w| + l2 * Σ w²
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelRegularizer(new WeightRegularizer(0, 1e-3));
 * }</pre>
 *
 * @see L1L2
 */
public final class WeightRegularizer extends ElasticNet<WeightRegularizer> {
  /** Makes a penalty of 0, as in Keras 1. */
  public WeightRegularizer() {
    super("WeightRegularizer", SIZES, SQUARES);
  }

  /**
   * Makes the penalty.
   *
   * @param l1 the factor of the sizes, at least 0
   * @param l2 the factor of the squares, at least 0
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public WeightRegularizer(double l1, double l2) {
    this();
    init(SIZES, l1);
    init(SQUARES, l2);
  }

  /** Returns the name that today's Keras knows the same penalty by. */
  @Override
  public String name() {
    return "L1L2";
  }
}
