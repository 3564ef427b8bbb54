package io.hornbill.metrics;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;
import java.util.Map;

/**
 * The square root of the mean of the squared differences of the whole epoch.
 *
 * <pre>{@code sqrt(mean((yTrue - yPred)²))}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new RootMeanSquaredError());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/regression_metrics/">Keras</a>
 */
public final class RootMeanSquaredError extends MeanMetric<RootMeanSquaredError> {
  /** Makes the metric. */
  public RootMeanSquaredError() {
    super("RootMeanSquaredError", "root_mean_squared_error");
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("RootMeanSquaredError", yTrue, yPred);
    return Ops.square(yPred.minus(yTrue));
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    return Ops.sqrt(super.result(totals));
  }
}
