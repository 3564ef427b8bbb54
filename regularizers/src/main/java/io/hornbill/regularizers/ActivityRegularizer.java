package io.hornbill.regularizers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Tensor;

/**
 * Keras 1's penalty on the output of a layer: the sum over the whole batch, where Keras 2 and 3
 * divide by the number of samples.
 *
 * <pre>{@code
 * l1 * Σ |y| + l2 * Σ y²
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).activityRegularizer(new ActivityRegularizer(0, 1e-4));
 * }</pre>
 *
 * @see L1L2
 */
public final class ActivityRegularizer extends ElasticNet<ActivityRegularizer> {
  private static final double DEFAULT = 0.01;

  /** Makes a penalty of 0, as in Keras 1. */
  public ActivityRegularizer() {
    this(SIZES, SQUARES);
  }

  /**
   * Makes the penalty.
   *
   * @param l1 the factor of the sizes, at least 0
   * @param l2 the factor of the squares, at least 0
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public ActivityRegularizer(double l1, double l2) {
    this();
    init(SIZES, l1);
    init(SQUARES, l2);
  }

  private ActivityRegularizer(Setting<Double> sizes, Setting<Double> squares) {
    super("ActivityRegularizer", sizes, squares);
  }

  /** Keras 1's {@code activity_l1}. */
  static ActivityRegularizer onSizes() {
    return new ActivityRegularizer(SIZES.initially(DEFAULT).alias("l"), SQUARES);
  }

  /** Keras 1's {@code activity_l2}. */
  static ActivityRegularizer onSquares() {
    return new ActivityRegularizer(SIZES, SQUARES.initially(DEFAULT).alias("l"));
  }

  /** Keras 1's {@code activity_l1l2}. */
  static ActivityRegularizer onBoth() {
    return new ActivityRegularizer(SIZES.initially(DEFAULT), SQUARES.initially(DEFAULT));
  }

  @Override
  public Tensor applyToOutput(Tensor output) {
    return apply(output);
  }
}
