package io.hornbill.initializers;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;

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
  private static final Setting<Double> MINVAL = bound("minval", -1);
  private static final Setting<Double> MAXVAL = bound("maxval", 1);

  /** Makes the initializer with values in {@code [-0.05, 0.05)}. */
  public RandomUniform() {
    super("RandomUniform", MINVAL, MAXVAL);
  }

  /**
   * Makes the initializer.
   *
   * @param minval the least value
   * @param maxval the value that all stay below
   * @throws IllegalArgumentException if one is not finite or {@code minval} is greater
   */
  public RandomUniform(double minval, double maxval) {
    this();
    init(MINVAL, minval);
    init(MAXVAL, maxval);
    checkTogether();
  }

  /** Keras 1 has one field for both bounds. */
  private static Setting<Double> bound(String key, int sign) {
    double initial = sign * 0.05;
    return Setting.of(
            key,
            initial,
            (config, k) -> (k.equals(key) ? 1 : sign) * config.number(k, initial),
            bound -> bound)
        .alias("scale")
        .finite();
  }

  /**
   * Sets the bounds.
   *
   * @param minval the least value; -0.05 by default
   * @param maxval the value that all stay below; 0.05 by default
   * @return an initializer with these settings
   * @throws IllegalArgumentException if one is not finite or {@code minval} is greater
   */
  public RandomUniform range(double minval, double maxval) {
    return with(
        settings -> {
          settings.set(MINVAL, minval);
          settings.set(MAXVAL, maxval);
        });
  }

  /**
   * Sets the lower bound.
   *
   * @param minval the least value; -0.05 by default
   * @return an initializer with that setting
   * @throws IllegalArgumentException if it is not finite or greater than {@code maxval}
   */
  public RandomUniform minval(double minval) {
    return with(MINVAL, minval);
  }

  /**
   * Sets the upper bound.
   *
   * @param maxval the value that all stay below; 0.05 by default
   * @return an initializer with that setting
   * @throws IllegalArgumentException if it is not finite or less than {@code minval}
   */
  public RandomUniform maxval(double maxval) {
    return with(MAXVAL, maxval);
  }

  @Override
  protected void checkTogether() {
    if (!(get(MINVAL) <= get(MAXVAL))) {
      throw Fault.of("RandomUniform")
          .expected("minval must not exceed maxval")
          .received("%s and %s", get(MINVAL), get(MAXVAL))
          .remedy("Swap them.")
          .argument();
    }
  }

  @Override
  Distribution distribution(long[] shape) {
    return new Distribution(Distribution.Kind.UNIFORM, get(MINVAL), get(MAXVAL));
  }
}
