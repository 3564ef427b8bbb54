package io.hornbill.initializers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;

/**
 * Draws from a normal distribution.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelInitializer(new RandomNormal().stddev(0.02));
 * }</pre>
 */
public final class RandomNormal extends DrawnInitializer<RandomNormal> {
  private double mean;
  private double stddev = 0.05;

  /** Makes the initializer with mean 0 and standard deviation 0.05. */
  public RandomNormal() {}

  static RandomNormal of(Config config) {
    return new RandomNormal()
        .mean(config.number("mean", 0))
        .stddev(config.number("stddev", config.number("scale", 0.05)))
        .seeded(config);
  }

  /**
   * Sets the mean.
   *
   * @param mean the mean; 0 at first
   * @return this initializer
   * @throws IllegalArgumentException if it is not finite
   */
  public RandomNormal mean(double mean) {
    this.mean = Checks.finite("RandomNormal", "mean", mean);
    return this;
  }

  /**
   * Sets the standard deviation.
   *
   * @param stddev the standard deviation, at least 0; 0.05 at first
   * @return this initializer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public RandomNormal stddev(double stddev) {
    this.stddev = Checks.notNegative("RandomNormal", "stddev", stddev);
    return this;
  }

  @Override
  public Config config() {
    return super.config().with("mean", mean).with("stddev", stddev);
  }

  @Override
  Distribution distribution(long[] shape) {
    return new Distribution(Distribution.Kind.NORMAL, mean, stddev);
  }

  @Override
  RandomNormal self() {
    return this;
  }
}
