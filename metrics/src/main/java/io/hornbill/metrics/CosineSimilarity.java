package io.hornbill.metrics;

import io.hornbill.graph.Tensor;

/**
 * The mean cosine of the angle between target and prediction: 1 for the same direction.
 *
 * <pre>{@code mean(sum(yTrue / |yTrue| * yPred / |yPred|))}</pre>
 *
 * <p>The loss of that name is minus this, and so is the metric {@code cosine_proximity}. Targets
 * and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new CosineSimilarity());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/regression_metrics/">Keras</a>
 */
public final class CosineSimilarity extends LossMetric<CosineSimilarity> {
  /** Makes the metric with its default settings. */
  public CosineSimilarity() {
    super("CosineSimilarity", "cosine_similarity", new io.hornbill.losses.CosineSimilarity(), AXIS);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the vectors; by default -1, the last
   * @return a metric with that setting
   */
  public CosineSimilarity axis(int axis) {
    return with(AXIS, axis);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return super.values(yTrue, yPred).negated();
  }
}
