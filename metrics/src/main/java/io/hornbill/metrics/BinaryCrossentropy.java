package io.hornbill.metrics;

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
public final class BinaryCrossentropy extends LossMetric<BinaryCrossentropy> {
  /** Makes the metric with its default settings. */
  public BinaryCrossentropy() {
    super(
        "BinaryCrossentropy",
        "binary_crossentropy",
        new io.hornbill.losses.BinaryCrossentropy(),
        FROM_LOGITS,
        LABEL_SMOOTHING);
  }

  /**
   * Says what the predictions are.
   *
   * @param fromLogits true for numbers that no activation was applied to; by default false, for
   *     probabilities
   * @return a metric with that setting
   */
  public BinaryCrossentropy fromLogits(boolean fromLogits) {
    return with(FROM_LOGITS, fromLogits);
  }

  /**
   * Sets the label smoothing.
   *
   * @param labelSmoothing s in [0, 1]: targets y become {@code (1 - s) y + s / n}, n = 2; by
   *     default 0
   * @return a metric with that setting
   */
  public BinaryCrossentropy labelSmoothing(double labelSmoothing) {
    return with(LABEL_SMOOTHING, labelSmoothing);
  }
}
