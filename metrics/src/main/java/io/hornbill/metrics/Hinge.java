package io.hornbill.metrics;

/**
 * The mean of what predictions miss of the margin.
 *
 * <pre>{@code mean(max(1 - yTrue * yPred, 0))}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new Hinge());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/hinge_metrics/">Keras</a>
 */
public final class Hinge extends LossMetric<Hinge> {
  /** Makes the metric. */
  public Hinge() {
    super("Hinge", "hinge", new io.hornbill.losses.Hinge());
  }
}
