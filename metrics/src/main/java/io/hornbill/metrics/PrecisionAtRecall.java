package io.hornbill.metrics;

import io.hornbill.base.Setting;

/**
 * The greatest precision at thresholds whose recall is high enough.
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "binary_crossentropy", new PrecisionAtRecall(0.8));}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class PrecisionAtRecall extends ThresholdSearch<PrecisionAtRecall> {
  private static final Setting<Double> RECALL = limit("recall", "PrecisionAtRecall");

  PrecisionAtRecall() {
    super(
        "PrecisionAtRecall",
        "precision_at_recall",
        RECALL,
        Confusion::sensitivity,
        Confusion::precision);
  }

  /**
   * Makes the metric.
   *
   * @param recall the least recall, in [0, 1]
   * @throws IllegalArgumentException if an argument is out of range
   */
  public PrecisionAtRecall(double recall) {
    this();
    init(RECALL, recall);
  }
}
