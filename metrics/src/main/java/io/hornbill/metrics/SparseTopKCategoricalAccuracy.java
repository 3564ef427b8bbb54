package io.hornbill.metrics;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;
import org.nd4j.linalg.api.ndarray.INDArray;

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
  private static final Setting<Integer> K = Setting.integer("k", 5).positive();
  private static final Setting<Boolean> FROM_SORTED_IDS = Setting.flag("from_sorted_ids", false);

  /** Makes the metric with its default settings. */
  public SparseTopKCategoricalAccuracy() {
    super("SparseTopKCategoricalAccuracy", "sparse_top_k_categorical_accuracy", K, FROM_SORTED_IDS);
  }

  /**
   * Makes the metric.
   *
   * @param k how many of the greatest predictions are looked at; with as many as there are classes
   *     all count
   * @throws IllegalArgumentException if it is less than 1
   */
  public SparseTopKCategoricalAccuracy(int k) {
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
  public SparseTopKCategoricalAccuracy k(int k) {
    return with(K, k);
  }

  /**
   * Says what the predictions are.
   *
   * @param fromSortedIds true if the predictions are class numbers, the best first; by default
   *     false
   * @return a metric with that setting
   */
  public SparseTopKCategoricalAccuracy fromSortedIds(boolean fromSortedIds) {
    return with(FROM_SORTED_IDS, fromSortedIds);
  }

  @Override
  public void checkTargets(INDArray yTrue, Shape yPred) {
    if (!get(FROM_SORTED_IDS)) {
      TensorChecks.classNumbers("SparseTopKCategoricalAccuracy", yTrue, yPred.last(), null);
    }
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    Tensor classes = Labels.sparse("SparseTopKCategoricalAccuracy", yTrue, yPred);
    if (!get(FROM_SORTED_IDS)) {
      return Labels.inTopK(classes, yPred, get(K));
    }
    Tensor first = Ops.slice(yPred, -1, 0, Math.min(get(K), yPred.dim(-1)));
    return Ops.max(Ops.equal(Ops.expandDims(classes, -1), first), -1);
  }
}
