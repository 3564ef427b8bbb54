package io.hornbill.metrics;

import io.hornbill.base.Config;

/**
 * The number of positive targets that are predicted to be negative, or the sum of their weights.
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>
 * {@code model.compile("adam", "binary_crossentropy", new FalseNegatives().thresholds(0.3, 0.7));}
 * </pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class FalseNegatives extends CountMetric<FalseNegatives> {
  /** Makes the metric with its default settings. */
  public FalseNegatives() {
    this(new Config());
  }

  FalseNegatives(Config config) {
    super(
        "FalseNegatives",
        "false_negatives",
        FalseNegatives::new,
        config,
        Confusion.Counts::falseNegatives);
  }
}
