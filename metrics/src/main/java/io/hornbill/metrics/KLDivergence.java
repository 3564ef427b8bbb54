package io.hornbill.metrics;

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
public final class KLDivergence extends LossMetric<KLDivergence> {
  /** Makes the metric. */
  public KLDivergence() {
    super("KLDivergence", "kl_divergence", new io.hornbill.losses.KLDivergence());
  }
}
