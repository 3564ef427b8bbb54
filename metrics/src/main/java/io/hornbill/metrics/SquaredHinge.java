package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.Loss;

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
public final class SquaredHinge extends MeanMetric<SquaredHinge> {
  private static final Loss LOSS = new io.hornbill.losses.SquaredHinge();

  /** Makes the metric. */
  public SquaredHinge() {
    this(new Config());
  }

  SquaredHinge(Config config) {
    super("SquaredHinge", "squared_hinge", SquaredHinge::new, config);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return LOSS.apply(yTrue, yPred);
  }
}
