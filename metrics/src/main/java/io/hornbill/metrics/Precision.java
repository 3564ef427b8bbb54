package io.hornbill.metrics;

/**
 * Which part of the positive predictions is right.
 *
 * <pre>{@code true positives / (true positives + false positives)}</pre>
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "binary_crossentropy", new Precision().thresholds(0.3));}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class Precision extends RightShare<Precision> {
  /** Makes the metric with its default settings. */
  public Precision() {
    super("Precision", "precision", Confusion.Counts::falsePositives);
  }
}
