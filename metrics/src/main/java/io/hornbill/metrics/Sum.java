package io.hornbill.metrics;

import io.hornbill.graph.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sum of the predictions, as weighted by the samples' weights.
 *
 * <p>Predictions have the shape {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new Sum());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/">Keras</a>
 */
public final class Sum extends NamedMetric<Sum> {
  /** Makes the metric. */
  public Sum() {
    super("Sum", "sum");
  }

  /**
   * Adds values to the sum, as a loop of your own does with the losses of its batches.
   *
   * @param values a number, or numbers: an array of ND4J, a {@code float[]}, a list of numbers, …
   * @throws IllegalArgumentException if they are no numbers
   */
  public void updateState(Object values) {
    RunningTotals.addValues(this, values);
  }

  /**
   * Adds weighted values to the sum, as in Keras; there are no targets.
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
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return Map.of("total", WeightedSum.ofSums(yPred, sampleWeight).total());
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    return Totals.of(totals, "total");
  }
}
