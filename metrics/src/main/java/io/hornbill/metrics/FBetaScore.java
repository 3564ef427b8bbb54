package io.hornbill.metrics;

import io.hornbill.base.Setting;
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
public final class FBetaScore extends FScore<FBetaScore> {
  private static final Setting<Double> BETA = Setting.number("beta", 1).positive();

  /** Makes the metric with its default settings. */
  public FBetaScore() {
    this("fbeta_score", AVERAGE, THRESHOLD);
  }

  private FBetaScore(
      String name, Setting<@Nullable String> average, Setting<@Nullable Double> threshold) {
    super("FBetaScore", name, average, BETA, threshold);
  }

  /** Keras 1's F score, over all answers at once, which are rounded. */
  static FBetaScore ofKeras1(String name) {
    return new FBetaScore(
        name, AVERAGE.initially("micro").nullMeans(null), THRESHOLD.initially(0.5).nullMeans(null));
  }

  /**
   * Sets how many times recall counts as much as precision.
   *
   * @param beta above 0; by default 1
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is not positive
   */
  public FBetaScore beta(double beta) {
    return with(BETA, beta);
  }

  @Override
  double beta() {
    return get(BETA);
  }
}
