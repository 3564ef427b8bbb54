package io.hornbill.regularizers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;

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
 * @param l1 the factor of the sizes, at least 0
 * @param l2 the factor of the squares, at least 0
 * @see L1L2
 */
public record WeightRegularizer(double l1, double l2) implements Regularizer {
  /**
   * Checks the factors.
   *
   * @param l1 the factor of the sizes, at least 0
   * @param l2 the factor of the squares, at least 0
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public WeightRegularizer {
    Checks.notNegative("WeightRegularizer", "l1", l1);
    Checks.notNegative("WeightRegularizer", "l2", l2);
  }

  /** Makes a penalty of 0, as in Keras 1. */
  public WeightRegularizer() {
    this(0, 0);
  }

  static WeightRegularizer of(Config config) {
    return new WeightRegularizer(config.number("l1", 0), config.number("l2", 0));
  }

  @Override
  public Tensor apply(Tensor weight) {
    return L1L2.penalty(l1, l2, weight);
  }

  /** Returns the name that today's Keras knows the same penalty by. */
  @Override
  public String name() {
    return "L1L2";
  }

  @Override
  public Config config() {
    return new Config().with("l1", l1).with("l2", l2);
  }
}
