package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.Loss;

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
public final class MeanAbsoluteError extends MeanMetric<MeanAbsoluteError> {
  private static final Loss LOSS = new io.hornbill.losses.MeanAbsoluteError();

  /** Makes the metric. */
  public MeanAbsoluteError() {
    this(new Config());
  }

  MeanAbsoluteError(Config config) {
    super("MeanAbsoluteError", "mean_absolute_error", MeanAbsoluteError::new, config);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return LOSS.apply(yTrue, yPred);
  }
}
