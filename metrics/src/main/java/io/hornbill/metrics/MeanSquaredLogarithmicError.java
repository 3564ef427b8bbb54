package io.hornbill.metrics;

/**
 * The mean of the squared differences of the logarithms.
 *
 * <pre>{@code mean((log(1 + yTrue) - log(1 + yPred))²)}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new MeanSquaredLogarithmicError());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/regression_metrics/">Keras</a>
 */
public final class MeanSquaredLogarithmicError extends LossMetric<MeanSquaredLogarithmicError> {
  /** Makes the metric. */
  public MeanSquaredLogarithmicError() {
    super(
        "MeanSquaredLogarithmicError",
        "mean_squared_logarithmic_error",
        new io.hornbill.losses.MeanSquaredLogarithmicError());
  }
}
