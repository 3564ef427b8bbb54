package io.hornbill.activations;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * Replaces values up to a threshold.
 *
 * <pre>{@code x > threshold ? x : defaultValue}</pre>
 *
 * <p>Keras has no defaults for the two settings.
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class Threshold extends NamedActivation<Threshold> {
  private final double threshold;
  private final double defaultValue;

  /** Makes the function with its default settings. */
  public Threshold() {
    this(new Config());
  }

  Threshold(Config config) {
    super("threshold", Threshold::new);
    threshold = Checks.finite("threshold", "threshold", config.number("threshold", 0));
    defaultValue = Checks.finite("threshold", "defaultValue", config.number("default_value", 0));
  }

  /**
   * Sets the threshold.
   *
   * @param threshold the greatest input that is replaced; by default 0
   * @return a function with that setting
   * @throws IllegalArgumentException if it is not finite
   */
  public Threshold threshold(double threshold) {
    return with("threshold", threshold);
  }

  /**
   * Sets the replacement.
   *
   * @param defaultValue the replacement; by default 0
   * @return a function with that setting
   * @throws IllegalArgumentException if it is not finite
   */
  public Threshold defaultValue(double defaultValue) {
    return with("default_value", defaultValue);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Ops.where(Ops.greater(x, threshold), x, Ops.fill(defaultValue, x.spec()));
  }

  @Override
  public Config config() {
    return new Config().with("threshold", threshold).with("default_value", defaultValue);
  }
}
