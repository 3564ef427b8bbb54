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

  /**
   * Adds values to the mean, as a loop of your own does with the losses of its batches.
   *
   * @param values a number, or numbers: an array of ND4J, a {@code float[]}, a list of numbers, …
   * @throws IllegalArgumentException if they are no numbers
   */
  public void updateState(Object values) {
    RunningTotals.addValues(this, values);
  }

  /**
   * Adds weighted values to the mean, as in Keras; there are no targets.
   *
   * @param values a number, or numbers {@code [batch, ...]}
   * @param sampleWeight how much each counts, {@code [batch]}
   * @throws IllegalArgumentException if they are no numbers
   */
  @Override
  public void updateState(Object values, Object sampleWeight) {
    RunningTotals.addValues(this, values, sampleWeight);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return yPred;
  }
}
