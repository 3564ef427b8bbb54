package io.hornbill.metrics;

import io.hornbill.base.Config;

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
    this(new Config());
  }

  Recall(Config config) {
    super("Recall", "recall", Recall::new, config, Confusion.Counts::falseNegatives);
  }
}
