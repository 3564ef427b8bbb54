package io.hornbill.metrics;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * The mean of the correlations between target and prediction over an axis.
 *
 * <pre>{@code
 * mean((yTrue - mean(yTrue)) / std(yTrue) * (yPred - mean(yPred)) / std(yPred))
 * }</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new PearsonCorrelation());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/correlation_metrics/">Keras</a>
 */
public final class PearsonCorrelation extends MeanMetric<PearsonCorrelation> {
  private static final Setting<Integer> AXIS = Setting.integer("axis", -1);

  /** Makes the metric with its default settings. */
  public PearsonCorrelation() {
    super("PearsonCorrelation", "pearson_correlation", AXIS);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the correlated values; by default -1, the last
   * @return a metric with that setting
   */
  public PearsonCorrelation axis(int axis) {
    return with(AXIS, axis);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("PearsonCorrelation", yTrue, yPred);
    int axis = get(AXIS);
    int[] over = {axis};
    Tensor x = yTrue.minus(Ops.mean(yTrue, axis, true));
    Tensor y = yPred.minus(Ops.mean(yPred, axis, true));
    Tensor a = x.dividedBy(Ops.sqrt(Ops.var(x, over, true)));
    Tensor b = y.dividedBy(Ops.sqrt(Ops.var(y, over, true)));
    return Ops.mean(a.times(b), axis);
  }
}
