package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.Loss;

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
public final class MeanSquaredLogarithmicError extends MeanMetric<MeanSquaredLogarithmicError> {
  private static final Loss LOSS = new io.hornbill.losses.MeanSquaredLogarithmicError();

  /** Makes the metric. */
  public MeanSquaredLogarithmicError() {
    this(new Config());
  }

  MeanSquaredLogarithmicError(Config config) {
    super(
        "MeanSquaredLogarithmicError",
        "mean_squared_logarithmic_error",
        MeanSquaredLogarithmicError::new,
        config);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return LOSS.apply(yTrue, yPred);
  }
}
