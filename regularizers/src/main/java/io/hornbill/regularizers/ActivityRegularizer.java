package io.hornbill.regularizers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
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
 * @param l1 the factor of the sizes, at least 0
 * @param l2 the factor of the squares, at least 0
 * @see L1L2
 */
public record ActivityRegularizer(double l1, double l2) implements Regularizer {
  private static final double DEFAULT = 0.01;

  /**
   * Checks the factors.
   *
   * @param l1 the factor of the sizes, at least 0
   * @param l2 the factor of the squares, at least 0
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public ActivityRegularizer {
    Checks.notNegative("ActivityRegularizer", "l1", l1);
    Checks.notNegative("ActivityRegularizer", "l2", l2);
  }

  /** Makes a penalty of 0, as in Keras 1. */
  public ActivityRegularizer() {
    this(0, 0);
  }

  static ActivityRegularizer of(Config config) {
    return new ActivityRegularizer(config.number("l1", 0), config.number("l2", 0));
  }

  static ActivityRegularizer l1(Config config) {
    return new ActivityRegularizer(
        config.number("l1", config.number("l", DEFAULT)), config.number("l2", 0));
  }

  static ActivityRegularizer l2(Config config) {
    return new ActivityRegularizer(
        config.number("l1", 0), config.number("l2", config.number("l", DEFAULT)));
  }

  static ActivityRegularizer l1l2(Config config) {
    return new ActivityRegularizer(config.number("l1", DEFAULT), config.number("l2", DEFAULT));
  }

  @Override
  public Tensor apply(Tensor output) {
    return L1L2.penalty(l1, l2, output);
  }

  @Override
  public Tensor applyToOutput(Tensor output) {
    return apply(output);
  }

  @Override
  public Config config() {
    return new Config().with("l1", l1).with("l2", l2);
  }
}
