package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
public final class F1Score extends NamedMetric<F1Score> {
  private final @Nullable String average;
  private final @Nullable Double threshold;

  /** Makes the metric with its default settings. */
  public F1Score() {
    this(new Config());
  }

  F1Score(Config config) {
    super("F1Score", "f1_score", F1Score::new, config);
    average = FScores.average("F1Score", config);
    threshold = FScores.threshold("F1Score", config);
  }

  /**
   * Sets how the scores of the classes become one.
   *
   * @param average "micro", "macro", "weighted" by the classes' frequency, or null, the default,
   *     for one score per class
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is something else
   */
  public F1Score average(@Nullable String average) {
    return with("average", average);
  }

  /**
   * Sets the threshold.
   *
   * @param threshold predictions above it count as positive, in (0, 1]; by default the greatest of
   *     each sample does
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is outside of (0, 1]
   */
  public F1Score threshold(double threshold) {
    return with("threshold", threshold);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return FScores.totals("F1Score", yTrue, yPred, sampleWeight, average, threshold);
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    return FScores.result(totals, 1, average);
  }

  @Override
  public Config config() {
    return super.config().with("average", average).with("threshold", threshold);
  }
}
