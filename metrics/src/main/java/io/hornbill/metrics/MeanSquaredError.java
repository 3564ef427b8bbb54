package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.Loss;

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
public final class MeanSquaredError extends MeanMetric<MeanSquaredError> {
  private static final Loss LOSS = new io.hornbill.losses.MeanSquaredError();

  /** Makes the metric. */
  public MeanSquaredError() {
    this(new Config());
  }

  MeanSquaredError(Config config) {
    super("MeanSquaredError", "mean_squared_error", MeanSquaredError::new, config);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return LOSS.apply(yTrue, yPred);
  }
}
