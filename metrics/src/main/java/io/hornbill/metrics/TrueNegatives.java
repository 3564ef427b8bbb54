package io.hornbill.metrics;

/**
 * The number of negative targets that are predicted to be negative, or the sum of their weights.
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>
 * {@code model.compile("adam", "binary_crossentropy", new TrueNegatives().thresholds(0.3, 0.7));}
 * </pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class TrueNegatives extends CountMetric<TrueNegatives> {
  /** Makes the metric with its default settings. */
  public TrueNegatives() {
    super("TrueNegatives", "true_negatives", Confusion.Counts::trueNegatives);
  }
}
