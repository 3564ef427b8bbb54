package io.hornbill.initializers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;

/**
 * Draws from a normal distribution and draws again what lies more than two standard deviations from
 * the mean. The standard deviation of what stays is 0.88 of the one that is set.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelInitializer(new TruncatedNormal().stddev(0.02));
 * }</pre>
 */
public final class TruncatedNormal extends DrawnInitializer<TruncatedNormal> {
  private double mean;
  private double stddev = 0.05;

  /** Makes the initializer with mean 0 and standard deviation 0.05. */
  public TruncatedNormal() {}

  static TruncatedNormal of(Config config) {
    return new TruncatedNormal()
        .mean(config.number("mean", 0))
        .stddev(config.number("stddev", 0.05))
        .seeded(config);
  }

  /**
   * Sets the mean.
   *
   * @param mean the mean; 0 at first
   * @return this initializer
   * @throws IllegalArgumentException if it is not finite
   */
  public TruncatedNormal mean(double mean) {
    this.mean = Checks.finite("TruncatedNormal", "mean", mean);
    return this;
  }

  /**
   * Sets the standard deviation.
   *
   * @param stddev the standard deviation, at least 0; 0.05 at first
   * @return this initializer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public TruncatedNormal stddev(double stddev) {
    this.stddev = Checks.notNegative("TruncatedNormal", "stddev", stddev);
    return this;
  }

  @Override
  public Config config() {
    return super.config().with("mean", mean).with("stddev", stddev);
  }

  @Override
  Distribution distribution(long[] shape) {
    return new Distribution(Distribution.Kind.TRUNCATED_NORMAL, mean, stddev);
  }

  @Override
  TruncatedNormal self() {
    return this;
  }
}
