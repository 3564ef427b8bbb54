package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.Loss;

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
public final class LogCoshError extends MeanMetric<LogCoshError> {
  private static final Loss LOSS = new io.hornbill.losses.LogCosh();

  /** Makes the metric. */
  public LogCoshError() {
    this(new Config());
  }

  LogCoshError(Config config) {
    super("LogCoshError", "logcosh", LogCoshError::new, config);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return LOSS.apply(yTrue, yPred);
  }
}
