package io.hornbill.metrics;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * The mean agreement between target and prediction over an axis, which scale and shift reduce.
 *
 * <pre>{@code
 * covariance = (yTrue - mean(yPred)) * (yPred - mean(yPred))
 * mean(2 * covariance / (var(yTrue) + var(yPred) + (mean(yTrue) - mean(yPred))² + 1e-7))
 * }</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new ConcordanceCorrelation());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/correlation_metrics/">Keras</a>
 */
public final class ConcordanceCorrelation extends MeanMetric<ConcordanceCorrelation> {
  private static final Setting<Integer> AXIS = Setting.integer("axis", -1);

  /** Makes the metric with its default settings. */
  public ConcordanceCorrelation() {
    super("ConcordanceCorrelation", "concordance_correlation", AXIS);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the correlated values; by default -1, the last
   * @return a metric with that setting
   */
  public ConcordanceCorrelation axis(int axis) {
    return with(AXIS, axis);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("ConcordanceCorrelation", yTrue, yPred);
    int axis = get(AXIS);
    int[] over = {axis};
    Tensor trueMean = Ops.mean(yTrue, axis, true);
    Tensor predMean = Ops.mean(yPred, axis, true);
    Tensor spread = Ops.var(yTrue, over, true).plus(Ops.var(yPred, over, true));
    Tensor norm = spread.plus(Ops.square(trueMean.minus(predMean))).plus(1e-7);
    Tensor covariance = yTrue.minus(predMean).times(yPred.minus(predMean));
    return Ops.mean(covariance.times(2).dividedBy(norm), axis);
  }
}
