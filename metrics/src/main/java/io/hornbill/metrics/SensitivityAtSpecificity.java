package io.hornbill.metrics;

import io.hornbill.base.Setting;

/**
 * The greatest sensitivity at thresholds whose specificity is high enough.
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "binary_crossentropy", new SensitivityAtSpecificity(0.8));}
 * </pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class SensitivityAtSpecificity extends ThresholdSearch<SensitivityAtSpecificity> {
  private static final Setting<Double> SPECIFICITY =
      limit("specificity", "SensitivityAtSpecificity");

  SensitivityAtSpecificity() {
    super(
        "SensitivityAtSpecificity",
        "sensitivity_at_specificity",
        SPECIFICITY,
        Confusion::specificity,
        Confusion::sensitivity);
  }

  /**
   * Makes the metric.
   *
   * @param specificity the least specificity, in [0, 1]
   * @throws IllegalArgumentException if an argument is out of range
   */
  public SensitivityAtSpecificity(double specificity) {
    this();
    init(SPECIFICITY, specificity);
  }
}
