package io.hornbill.metrics;

import io.hornbill.graph.Tensor;

/**
 * The mean of the predictions, as weighted by the samples' weights.
 *
 * <p>Predictions have the shape {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new Mean());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/">Keras</a>
 */
public final class Mean extends MeanMetric<Mean> {
  /** Makes the metric. */
  public Mean() {
    super("Mean", "mean");
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return yPred;
  }
}
