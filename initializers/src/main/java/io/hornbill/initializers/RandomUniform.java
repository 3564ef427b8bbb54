package io.hornbill.initializers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;

/**
 * Draws from a uniform distribution.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelInitializer(new RandomUniform().range(-0.1, 0.1));
 * }</pre>
 */
public final class RandomUniform extends DrawnInitializer<RandomUniform> {
  private double minval = -0.05;
  private double maxval = 0.05;

  /** Makes the initializer with values in {@code [-0.05, 0.05)}. */
  public RandomUniform() {}

  static RandomUniform of(Config config) {
    double scale = config.number("scale", 0.05);
    return new RandomUniform()
        .range(config.number("minval", -scale), config.number("maxval", scale))
        .seeded(config);
  }

  /**
   * Sets the bounds.
   *
   * @param minval the least value; -0.05 at first
   * @param maxval the value that all stay below; 0.05 at first
   * @return this initializer
   * @throws IllegalArgumentException if one is not finite or {@code minval} is greater
   */
  public RandomUniform range(double minval, double maxval) {
    Checks.finite("RandomUniform", "minval", minval);
    Checks.finite("RandomUniform", "maxval", maxval);
    Checks.argument(
        minval <= maxval,
        "RandomUniform: minval must not exceed maxval. Received: %s and %s. Swap them.",
        minval,
        maxval);
    this.minval = minval;
    this.maxval = maxval;
    return this;
  }

  @Override
  public Config config() {
    return super.config().with("minval", minval).with("maxval", maxval);
  }

  @Override
  Distribution distribution(long[] shape) {
    return new Distribution(Distribution.Kind.UNIFORM, minval, maxval);
  }

  @Override
  RandomUniform self() {
    return this;
  }
}
