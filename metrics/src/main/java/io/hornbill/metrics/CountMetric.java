package io.hornbill.metrics;

import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One of the four counts of a confusion matrix. */
public abstract class CountMetric<M extends CountMetric<M>> extends NamedMetric<M> {
  private final Function<Confusion.Counts, Tensor> counted;

  CountMetric(String className, String name, Function<Confusion.Counts, Tensor> counted) {
    super(className, name, Confusion.THRESHOLDS);
    this.counted = counted;
  }

  /**
   * Sets the thresholds.
   *
   * @param thresholds what predictions must exceed to count as positive, in [0, 1]; several give
   *     one value each; by default 0.5
   * @return a metric with that setting
   */
  public M thresholds(double... thresholds) {
    return with(Confusion.THRESHOLDS, Arrays.stream(thresholds).boxed().toList());
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    Confusion confusion = new Confusion(className(), Confusion.orHalf(get(Confusion.THRESHOLDS)));
    return Map.of("accumulator", counted.apply(confusion.of(yTrue, yPred, sampleWeight)));
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    return Confusion.single(Totals.of(totals, "accumulator"));
  }
}
