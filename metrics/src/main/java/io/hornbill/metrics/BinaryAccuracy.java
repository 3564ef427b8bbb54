package io.hornbill.metrics;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * How often predictions, rounded by a threshold, equal targets of 0 and 1.
 *
 * <pre>{@code mean(yTrue == (yPred > threshold))}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "binary_crossentropy", new BinaryAccuracy().threshold(0.4));}
 * </pre>
 *
 * @see <a href="https://keras.io/api/metrics/accuracy_metrics/">Keras</a>
 */
public final class BinaryAccuracy extends MeanMetric<BinaryAccuracy> {
  private static final Setting<Double> THRESHOLD = Setting.number("threshold", 0.5).finite();

  /** Makes the metric. */
  public BinaryAccuracy() {
    super("BinaryAccuracy", "binary_accuracy", THRESHOLD);
  }

  /**
   * Sets the threshold.
   *
   * @param threshold predictions above it count as 1; by default 0.5
   * @return a metric with that threshold
   * @throws IllegalArgumentException if it is not finite
   */
  public BinaryAccuracy threshold(double threshold) {
    return with(THRESHOLD, threshold);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("BinaryAccuracy", yTrue, yPred);
    return Ops.equal(yTrue, Ops.greater(yPred, get(THRESHOLD)));
  }
}
