package io.hornbill.metrics;

/**
 * The mean of the absolute differences in percent of the targets.
 *
 * <pre>{@code 100 * mean(|yTrue - yPred| / max(|yTrue|, 1e-7))}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new MeanAbsolutePercentageError());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/regression_metrics/">Keras</a>
 */
public final class MeanAbsolutePercentageError extends LossMetric<MeanAbsolutePercentageError> {
  /** Makes the metric. */
  public MeanAbsolutePercentageError() {
    super(
        "MeanAbsolutePercentageError",
        "mean_absolute_percentage_error",
        new io.hornbill.losses.MeanAbsolutePercentageError());
  }
}
