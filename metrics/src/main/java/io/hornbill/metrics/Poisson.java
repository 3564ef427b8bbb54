package io.hornbill.metrics;

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
public final class Poisson extends LossMetric<Poisson> {
  /** Makes the metric. */
  public Poisson() {
    super("Poisson", "poisson", new io.hornbill.losses.Poisson());
  }
}
