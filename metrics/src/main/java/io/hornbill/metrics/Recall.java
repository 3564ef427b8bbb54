package io.hornbill.metrics;

/**
 * Which part of the positive targets is found.
 *
 * <pre>{@code true positives / (true positives + false negatives)}</pre>
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "binary_crossentropy", new Recall().thresholds(0.3));}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class Recall extends RightShare<Recall> {
  /** Makes the metric with its default settings. */
  public Recall() {
    super("Recall", "recall", Confusion.Counts::falseNegatives);
  }
}
