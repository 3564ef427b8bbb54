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
