package io.hornbill.metrics;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * How often the target's class is among those of the k greatest predictions, one-hot targets.
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., classes]}. Example:
 *
 * <pre>
 * {@code model.compile("adam", "categorical_crossentropy", new TopKCategoricalAccuracy().k(3));}
 * </pre>
 *
 * @see <a href="https://keras.io/api/metrics/accuracy_metrics/">Keras</a>
 */
public final class TopKCategoricalAccuracy extends MeanMetric<TopKCategoricalAccuracy> {
  private static final Setting<Integer> K = Setting.integer("k", 5).positive();

  /** Makes the metric with its default settings. */
  public TopKCategoricalAccuracy() {
    super("TopKCategoricalAccuracy", "top_k_categorical_accuracy", K);
  }

  /**
   * Makes the metric.
   *
   * @param k how many of the greatest predictions are looked at; with as many as there are classes
   *     all count
   * @throws IllegalArgumentException if it is less than 1
   */
  public TopKCategoricalAccuracy(int k) {
    this();
    init(K, k);
  }

  /**
   * Sets how many predictions count.
   *
   * @param k how many of the greatest predictions are looked at; by default 5; with as many as
   *     there are classes all count
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is less than 1
   */
  public TopKCategoricalAccuracy k(int k) {
    return with(K, k);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("TopKCategoricalAccuracy", yTrue, yPred);
    return Labels.inTopK(Ops.argmax(yTrue, -1), yPred, get(K));
  }
}
