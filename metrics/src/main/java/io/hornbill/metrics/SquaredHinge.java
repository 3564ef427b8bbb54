package io.hornbill.metrics;

/**
 * The mean square of what predictions miss of the margin.
 *
 * <pre>{@code mean(max(1 - yTrue * yPred, 0)²)}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new SquaredHinge());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/hinge_metrics/">Keras</a>
 */
public final class SquaredHinge extends LossMetric<SquaredHinge> {
  /** Makes the metric. */
  public SquaredHinge() {
    super("SquaredHinge", "squared_hinge", new io.hornbill.losses.SquaredHinge());
  }
}
