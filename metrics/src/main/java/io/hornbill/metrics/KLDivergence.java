package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.Loss;

/**
 * How many nats the predicted distribution costs more than the true one.
 *
 * <pre>{@code mean(sum(yTrue * log(yTrue / yPred)))}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new KLDivergence());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/probabilistic_metrics/">Keras</a>
 */
public final class KLDivergence extends MeanMetric<KLDivergence> {
  private static final Loss LOSS = new io.hornbill.losses.KLDivergence();

  /** Makes the metric. */
  public KLDivergence() {
    this(new Config());
  }

  KLDivergence(Config config) {
    super("KLDivergence", "kl_divergence", KLDivergence::new, config);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return LOSS.apply(yTrue, yPred);
  }
}
