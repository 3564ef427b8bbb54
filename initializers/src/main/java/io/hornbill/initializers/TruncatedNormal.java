package io.hornbill.initializers;

import io.hornbill.base.Setting;

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
  private static final Setting<Double> MEAN = Setting.number("mean", 0).finite();
  private static final Setting<Double> STDDEV = Setting.number("stddev", 0.05).notNegative();

  /** Makes the initializer with mean 0 and standard deviation 0.05. */
  public TruncatedNormal() {
    super("TruncatedNormal", MEAN, STDDEV);
  }

  /**
   * Makes the initializer.
   *
   * @param mean the mean
   * @param stddev the standard deviation, at least 0
   * @throws IllegalArgumentException if one is not finite, or the deviation negative
   */
  public TruncatedNormal(double mean, double stddev) {
    this();
    init(MEAN, mean);
    init(STDDEV, stddev);
  }

  /**
   * Sets the mean.
   *
   * @param mean the mean; 0 by default
   * @return an initializer with that setting
   * @throws IllegalArgumentException if it is not finite
   */
  public TruncatedNormal mean(double mean) {
    return with(MEAN, mean);
  }

  /**
   * Sets the standard deviation.
   *
   * @param stddev the standard deviation, at least 0; 0.05 by default
   * @return an initializer with that setting
   */
  public TruncatedNormal stddev(double stddev) {
    return with(STDDEV, stddev);
  }

  @Override
  Distribution distribution(long[] shape) {
    return new Distribution(Distribution.Kind.TRUNCATED_NORMAL, get(MEAN), get(STDDEV));
  }
}
