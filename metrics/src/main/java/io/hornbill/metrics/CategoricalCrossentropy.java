package io.hornbill.metrics;

/**
 * The mean cross-entropy of one-hot classes or distributions.
 *
 * <pre>{@code -mean(sum(yTrue * log(yPred)))}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., classes]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new CategoricalCrossentropy().fromLogits(true));}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/probabilistic_metrics/">Keras</a>
 */
public final class CategoricalCrossentropy extends LossMetric<CategoricalCrossentropy> {
  /** Makes the metric with its default settings. */
  public CategoricalCrossentropy() {
    super(
        "CategoricalCrossentropy",
        "categorical_crossentropy",
        new io.hornbill.losses.CategoricalCrossentropy(),
        FROM_LOGITS,
        LABEL_SMOOTHING,
        AXIS);
  }

  /**
   * Says what the predictions are.
   *
   * @param fromLogits true for numbers that no activation was applied to; by default false, for
   *     probabilities
   * @return a metric with that setting
   */
  public CategoricalCrossentropy fromLogits(boolean fromLogits) {
    return with(FROM_LOGITS, fromLogits);
  }

  /**
   * Sets the label smoothing.
   *
   * @param labelSmoothing s in [0, 1]: targets y become {@code (1 - s) y + s / n}, n classes; by
   *     default 0
   * @return a metric with that setting
   */
  public CategoricalCrossentropy labelSmoothing(double labelSmoothing) {
    return with(LABEL_SMOOTHING, labelSmoothing);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the classes; by default -1, the last
   * @return a metric with that setting
   */
  public CategoricalCrossentropy axis(int axis) {
    return with(AXIS, axis);
  }
}
