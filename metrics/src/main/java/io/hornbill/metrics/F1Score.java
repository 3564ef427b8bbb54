package io.hornbill.metrics;

/**
 * The harmonic mean of precision and recall.
 *
 * <pre>{@code (1 + beta²) * precision * recall / (beta² * precision + recall)}</pre>
 *
 * <p>Beta is 1. Targets are 0 or 1 and predictions probabilities, both {@code [batch, classes]}.
 * Example:
 *
 * <pre>{@code model.compile("adam", "categorical_crossentropy", new F1Score().average("macro"));}
 * </pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class F1Score extends FScore<F1Score> {
  /** Makes the metric with its default settings. */
  public F1Score() {
    super("F1Score", "f1_score", AVERAGE, THRESHOLD);
  }

  @Override
  double beta() {
    return 1;
  }
}
