package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.Loss;

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
public final class Hinge extends MeanMetric<Hinge> {
  private static final Loss LOSS = new io.hornbill.losses.Hinge();

  /** Makes the metric. */
  public Hinge() {
    this(new Config());
  }

  Hinge(Config config) {
    super("Hinge", "hinge", Hinge::new, config);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return LOSS.apply(yTrue, yPred);
  }
}
