package io.hornbill.metrics;

import io.hornbill.graph.Config;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The number of negative targets that are predicted to be positive, or the sum of their weights.
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>
 * {@code model.compile("adam", "binary_crossentropy", new FalsePositives().thresholds(0.3, 0.7));}
 * </pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class FalsePositives extends NamedMetric<FalsePositives> {
  private final @Nullable List<Double> thresholds;

  /** Makes the metric with its default settings. */
  public FalsePositives() {
    this(new Config());
  }

  FalsePositives(Config config) {
    super("FalsePositives", "false_positives", FalsePositives::new, config);
    thresholds = Confusion.thresholds("FalsePositives", config);
  }

  /**
   * Sets the thresholds.
   *
   * @param thresholds what predictions must exceed to count as positive, in [0, 1]; several give
   *     one value each; by default 0.5
   * @return a metric with that setting
   * @throws IllegalArgumentException if one is outside of [0, 1]
   */
  public FalsePositives thresholds(double... thresholds) {
    return with("thresholds", Arrays.stream(thresholds).boxed().toList());
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    Confusion.Counts counts =
        new Confusion("FalsePositives", Confusion.orHalf(thresholds))
            .of(yTrue, yPred, sampleWeight);
    return Map.of("accumulator", counts.falsePositives());
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
