package io.hornbill.metrics;

import io.hornbill.base.Setting;

/**
 * The greatest recall at thresholds whose precision is high enough.
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "binary_crossentropy", new RecallAtPrecision(0.8));}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class RecallAtPrecision extends ThresholdSearch<RecallAtPrecision> {
  private static final Setting<Double> PRECISION = limit("precision", "RecallAtPrecision");

  RecallAtPrecision() {
    super(
        "RecallAtPrecision",
        "recall_at_precision",
        PRECISION,
        Confusion::precision,
        Confusion::sensitivity);
  }

  /**
   * Makes the metric.
   *
   * @param precision the least precision, in [0, 1]
   * @throws IllegalArgumentException if an argument is out of range
   */
  public RecallAtPrecision(double precision) {
    this();
    init(PRECISION, precision);
  }
}
