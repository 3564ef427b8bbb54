package io.hornbill.metrics;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.Loss;

/**
 * The mean cross-entropy of answers that are yes or no.
 *
 * <pre>{@code -mean(yTrue * log(yPred) + (1 - yTrue) * log(1 - yPred))}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new BinaryCrossentropy().fromLogits(true));}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/probabilistic_metrics/">Keras</a>
 */
public final class BinaryCrossentropy extends MeanMetric<BinaryCrossentropy> {
  private final Loss loss;

  private final boolean fromLogits;
  private final double labelSmoothing;

  /** Makes the metric with its default settings. */
  public BinaryCrossentropy() {
    this(new Config());
  }

  BinaryCrossentropy(Config config) {
    super("BinaryCrossentropy", "binary_crossentropy", BinaryCrossentropy::new, config);
    fromLogits = config.bool("from_logits", false);
    labelSmoothing =
        Checks.within(
            "BinaryCrossentropy", "labelSmoothing", config.number("label_smoothing", 0), 0, 1);
    loss =
        new io.hornbill.losses.BinaryCrossentropy()
            .fromLogits(fromLogits)
            .labelSmoothing(labelSmoothing);
  }

  /**
   * Says what the predictions are.
   *
   * @param fromLogits true for numbers that no activation was applied to; by default false, for
   *     probabilities
   * @return a metric with that setting
   */
  public BinaryCrossentropy fromLogits(boolean fromLogits) {
    return with("from_logits", fromLogits);
  }

  /**
   * Moves the targets towards indifference.
   *
   * @param labelSmoothing by how much, in [0, 1]; by default 0
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is outside of [0, 1]
   */
  public BinaryCrossentropy labelSmoothing(double labelSmoothing) {
    return with("label_smoothing", labelSmoothing);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return loss.apply(yTrue, yPred);
  }

  @Override
  public Config config() {
    return super.config().with("from_logits", fromLogits).with("label_smoothing", labelSmoothing);
  }
}
