package io.hornbill.metrics;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The weighted harmonic mean of precision and recall.
 *
 * <pre>{@code (1 + beta²) * precision * recall / (beta² * precision + recall)}</pre>
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, classes]}. Example:
 *
 * <pre>
 * {@code model.compile("adam", "categorical_crossentropy", new FBetaScore().average("macro"));}
 * </pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class FBetaScore extends NamedMetric<FBetaScore> {
  private final @Nullable String average;
  private final double beta;
  private final @Nullable Double threshold;

  /** Makes the metric with its default settings. */
  public FBetaScore() {
    this(new Config());
  }

  FBetaScore(Config config) {
    super("FBetaScore", "fbeta_score", FBetaScore::new, config);
    average = FScores.average("FBetaScore", config);
    beta = Checks.positive("FBetaScore", "beta", config.number("beta", 1));
    threshold = FScores.threshold("FBetaScore", config);
  }

  /**
   * Sets how the scores of the classes become one.
   *
   * @param average "micro", "macro", "weighted" by the classes' frequency, or null, the default,
   *     for one score per class
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is something else
   */
  public FBetaScore average(@Nullable String average) {
    return with("average", average);
  }

  /**
   * Sets how many times recall counts as much as precision.
   *
   * @param beta above 0; by default 1
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is not positive
   */
  public FBetaScore beta(double beta) {
    return with("beta", beta);
  }

  /**
   * Sets the threshold.
   *
   * @param threshold predictions above it count as positive, in (0, 1]; by default the greatest of
   *     each sample does
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is outside of (0, 1]
   */
  public FBetaScore threshold(double threshold) {
    return with("threshold", threshold);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return FScores.totals("FBetaScore", yTrue, yPred, sampleWeight, average, threshold);
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    return FScores.result(totals, beta, average);
  }

  @Override
  public Config config() {
    return super.config().with("average", average).with("beta", beta).with("threshold", threshold);
  }
}
