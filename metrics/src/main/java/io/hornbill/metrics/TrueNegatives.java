package io.hornbill.metrics;

import io.hornbill.graph.Config;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The number of negative targets that are predicted to be negative, or the sum of their weights.
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>
 * {@code model.compile("adam", "binary_crossentropy", new TrueNegatives().thresholds(0.3, 0.7));}
 * </pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class TrueNegatives extends NamedMetric<TrueNegatives> {
  private final @Nullable List<Double> thresholds;

  /** Makes the metric with its default settings. */
  public TrueNegatives() {
    this(new Config());
  }

  TrueNegatives(Config config) {
    super("TrueNegatives", "true_negatives", TrueNegatives::new, config);
    thresholds = Confusion.thresholds("TrueNegatives", config);
  }

  /**
   * Sets the thresholds.
   *
   * @param thresholds what predictions must exceed to count as positive, in [0, 1]; several give
   *     one value each; by default 0.5
   * @return a metric with that setting
   * @throws IllegalArgumentException if one is outside of [0, 1]
   */
  public TrueNegatives thresholds(double... thresholds) {
    return with("thresholds", Arrays.stream(thresholds).boxed().toList());
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    Confusion.Counts counts =
        new Confusion("TrueNegatives", Confusion.orHalf(thresholds)).of(yTrue, yPred, sampleWeight);
    return Map.of("accumulator", counts.trueNegatives());
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    return Confusion.single(Totals.of(totals, "accumulator"));
  }

  @Override
  public Config config() {
    return super.config().with("thresholds", thresholds);
  }
}
