package io.hornbill.metrics;

/**
 * The mean of what the true class misses of a margin of 1 above the best wrong one.
 *
 * <pre>{@code mean(max(max((1 - yTrue) * yPred) - sum(yTrue * yPred) + 1, 0))}</pre>
 *
 * <p>Targets are one-hot. Targets and predictions have the same shape {@code [batch, ...,
 * classes]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new CategoricalHinge());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/hinge_metrics/">Keras</a>
 */
public final class CategoricalHinge extends LossMetric<CategoricalHinge> {
  /** Makes the metric. */
  public CategoricalHinge() {
    super("CategoricalHinge", "categorical_hinge", new io.hornbill.losses.CategoricalHinge());
  }
}
