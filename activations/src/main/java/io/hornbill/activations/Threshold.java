package io.hornbill.activations;

import io.hornbill.base.Setting;
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
  private static final Setting<Double> THRESHOLD = Setting.number("threshold", 0).finite();
  private static final Setting<Double> DEFAULT_VALUE = Setting.number("default_value", 0).finite();

  /** Makes the function with its default settings. */
  public Threshold() {
    super("threshold", THRESHOLD, DEFAULT_VALUE);
  }

  /**
   * Sets the threshold.
   *
   * @param threshold the greatest input that is replaced; by default 0
   * @return a function with that setting
   * @throws IllegalArgumentException if it is not finite
   */
  public Threshold threshold(double threshold) {
    return with(THRESHOLD, threshold);
  }

  /**
   * Sets the replacement.
   *
   * @param defaultValue the replacement; by default 0
   * @return a function with that setting
   * @throws IllegalArgumentException if it is not finite
   */
  public Threshold defaultValue(double defaultValue) {
    return with(DEFAULT_VALUE, defaultValue);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Ops.where(Ops.greater(x, get(THRESHOLD)), x, Ops.fill(get(DEFAULT_VALUE), x.spec()));
  }
}
