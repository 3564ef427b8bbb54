package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.Loss;

/**
 * The mean negative log-likelihood of counts under predicted Poisson rates, up to a constant.
 *
 * <pre>{@code mean(yPred - yTrue * log(yPred + 1e-7))}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new Poisson());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/probabilistic_metrics/">Keras</a>
 */
public final class Poisson extends MeanMetric<Poisson> {
  private static final Loss LOSS = new io.hornbill.losses.Poisson();

  /** Makes the metric. */
  public Poisson() {
    this(new Config());
  }

  Poisson(Config config) {
    super("Poisson", "poisson", Poisson::new, config);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return LOSS.apply(yTrue, yPred);
  }
}
