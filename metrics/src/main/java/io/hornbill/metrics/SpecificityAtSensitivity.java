package io.hornbill.metrics;

import io.hornbill.base.Setting;

/**
 * The greatest specificity at thresholds whose sensitivity is high enough.
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "binary_crossentropy", new SpecificityAtSensitivity(0.8));}
 * </pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class SpecificityAtSensitivity extends ThresholdSearch<SpecificityAtSensitivity> {
  private static final Setting<Double> SENSITIVITY =
      limit("sensitivity", "SpecificityAtSensitivity");

  SpecificityAtSensitivity() {
    super(
        "SpecificityAtSensitivity",
        "specificity_at_sensitivity",
        SENSITIVITY,
        Confusion::sensitivity,
        Confusion::specificity);
  }

  /**
   * Makes the metric.
   *
   * @param sensitivity the least sensitivity, in [0, 1]
   * @throws IllegalArgumentException if an argument is out of range
   */
  public SpecificityAtSensitivity(double sensitivity) {
    this();
    init(SENSITIVITY, sensitivity);
  }
}
