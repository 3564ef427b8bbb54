package io.hornbill.metrics;

/**
 * The mean of the squared differences.
 *
 * <pre>{@code mean((yTrue - yPred)²)}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new MeanSquaredError());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/regression_metrics/">Keras</a>
 */
public final class MeanSquaredError extends LossMetric<MeanSquaredError> {
  /** Makes the metric. */
  public MeanSquaredError() {
    super("MeanSquaredError", "mean_squared_error", new io.hornbill.losses.MeanSquaredError());
  }
}
