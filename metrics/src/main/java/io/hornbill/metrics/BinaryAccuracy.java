package io.hornbill.metrics;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
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
  private final double threshold;

  /** Makes the metric. */
  public BinaryAccuracy() {
    this(new Config());
  }

  BinaryAccuracy(Config config) {
    super("BinaryAccuracy", "binary_accuracy", BinaryAccuracy::new, config);
    threshold = Checks.finite("BinaryAccuracy", "threshold", config.number("threshold", 0.5));
  }

  /**
   * Sets the threshold.
   *
   * @param threshold predictions above it count as 1; by default 0.5
   * @return a metric with that threshold
   * @throws IllegalArgumentException if it is not finite
   */
  public BinaryAccuracy threshold(double threshold) {
    return with("threshold", threshold);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("BinaryAccuracy", yTrue, yPred);
    return Ops.equal(yTrue, Ops.greater(yPred, threshold));
  }

  @Override
  public Config config() {
    return super.config().with("threshold", threshold);
  }
}
