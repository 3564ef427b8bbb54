package io.hornbill.metrics;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * How often the target's class is among those of the k greatest predictions, targets being class
 * numbers.
 *
 * <p>Targets have the shape {@code [batch, ...]} or {@code [batch, ..., 1]}, predictions {@code
 * [batch, ..., classes]}. Example:
 *
 * <pre>{@code
 * model.compile("adam", "sparse_categorical_crossentropy", new SparseTopKCategoricalAccuracy().k(3));
 * }</pre>
 *
 * @see <a href="https://keras.io/api/metrics/accuracy_metrics/">Keras</a>
 */
public final class SparseTopKCategoricalAccuracy extends MeanMetric<SparseTopKCategoricalAccuracy> {
  private final int k;
  private final boolean fromSortedIds;

  /** Makes the metric with its default settings. */
  public SparseTopKCategoricalAccuracy() {
    this(new Config());
  }

  SparseTopKCategoricalAccuracy(Config config) {
    super(
        "SparseTopKCategoricalAccuracy",
        "sparse_top_k_categorical_accuracy",
        SparseTopKCategoricalAccuracy::new,
        config);
    k = Checks.positive("SparseTopKCategoricalAccuracy", "k", config.integer("k", 5));
    fromSortedIds = config.bool("from_sorted_ids", false);
  }

  /**
   * Sets how many predictions count.
   *
   * @param k how many of the greatest predictions are looked at; by default 5
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is less than 1
   */
  public SparseTopKCategoricalAccuracy k(int k) {
    return with("k", k);
  }

  /**
   * Says what the predictions are.
   *
   * @param fromSortedIds true if the predictions are class numbers, the best first; by default
   *     false
   * @return a metric with that setting
   */
  public SparseTopKCategoricalAccuracy fromSortedIds(boolean fromSortedIds) {
    return with("from_sorted_ids", fromSortedIds);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    Tensor classes = Labels.sparse("SparseTopKCategoricalAccuracy", yTrue, yPred);
    if (!fromSortedIds) {
      return Labels.inTopK("SparseTopKCategoricalAccuracy", classes, yPred, k);
    }
    Tensor first = Ops.slice(yPred, -1, 0, Math.min(k, yPred.dim(-1)));
    return Ops.max(Ops.equal(Ops.expandDims(classes, -1), first), -1);
  }

  @Override
  public Config config() {
    return super.config().with("k", k).with("from_sorted_ids", fromSortedIds);
  }
}
