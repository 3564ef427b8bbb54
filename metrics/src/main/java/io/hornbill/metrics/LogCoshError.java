package io.hornbill.metrics;

/**
 * The mean logarithm of the hyperbolic cosine of the differences.
 *
 * <pre>{@code mean(log(cosh(yPred - yTrue)))}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new LogCoshError());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/regression_metrics/">Keras</a>
 */
public final class LogCoshError extends LossMetric<LogCoshError> {
  /** Makes the metric. */
  public LogCoshError() {
    super("LogCoshError", "logcosh", new io.hornbill.losses.LogCosh());
  }
}
