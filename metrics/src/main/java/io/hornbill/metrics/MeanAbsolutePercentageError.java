package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.Loss;

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
public final class MeanAbsolutePercentageError extends MeanMetric<MeanAbsolutePercentageError> {
  private static final Loss LOSS = new io.hornbill.losses.MeanAbsolutePercentageError();

  /** Makes the metric. */
  public MeanAbsolutePercentageError() {
    this(new Config());
  }

  MeanAbsolutePercentageError(Config config) {
    super(
        "MeanAbsolutePercentageError",
        "mean_absolute_percentage_error",
        MeanAbsolutePercentageError::new,
        config);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return LOSS.apply(yTrue, yPred);
  }
}
