package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One of the four counts of a confusion matrix. */
abstract class CountMetric<M extends CountMetric<M>> extends NamedMetric<M> {
  private final Function<Confusion.Counts, Tensor> counted;
  private final @Nullable List<Double> thresholds;

  CountMetric(
      String className,
      String name,
      Function<Config, M> factory,
      Config config,
      Function<Confusion.Counts, Tensor> counted) {
    super(className, name, factory, config);
    this.counted = counted;
    thresholds = Confusion.thresholds(className, config);
  }

  /**
   * Sets the thresholds.
   *
   * @param thresholds what predictions must exceed to count as positive, in [0, 1]; several give
   *     one value each; by default 0.5
   * @return a metric with that setting
   * @throws IllegalArgumentException if one is outside of [0, 1]
   */
  public M thresholds(double... thresholds) {
    return with("thresholds", Arrays.stream(thresholds).boxed().toList());
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    Confusion confusion = new Confusion(className(), Confusion.orHalf(thresholds));
    return Map.of("accumulator", counted.apply(confusion.of(yTrue, yPred, sampleWeight)));
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
