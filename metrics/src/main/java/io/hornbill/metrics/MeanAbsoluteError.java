package io.hornbill.metrics;

/**
 * The mean of the absolute differences.
 *
 * <pre>{@code mean(|yTrue - yPred|)}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new MeanAbsoluteError());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/regression_metrics/">Keras</a>
 */
public final class MeanAbsoluteError extends LossMetric<MeanAbsoluteError> {
  /** Makes the metric. */
  public MeanAbsoluteError() {
    super("MeanAbsoluteError", "mean_absolute_error", new io.hornbill.losses.MeanAbsoluteError());
  }
}
