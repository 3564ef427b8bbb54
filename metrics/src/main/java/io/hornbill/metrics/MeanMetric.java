package io.hornbill.metrics;

import io.hornbill.base.Setting;
import io.hornbill.graph.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A metric that is the weighted mean of values, one per sample or position.
 *
 * @param <M> the metric's own type
 */
public abstract class MeanMetric<M extends MeanMetric<M>> extends NamedMetric<M> {
  /**
   * Makes a metric with the defaults of its settings.
   *
   * @param className the class' name in Keras' files
   * @param name the default name
   * @param declared the settings of the class
   */
  MeanMetric(String className, String name, Setting<?>... declared) {
    super(className, name, declared);
  }

  /**
   * Computes the values whose mean is reported.
   *
   * @param yTrue the targets
   * @param yPred the predictions
   * @return one value per sample or position, {@code [batch, ...]}
   */
  protected abstract Tensor values(Tensor yTrue, Tensor yPred);

  /**
   * Says which values count if there are weights.
   *
   * @param yTrue the targets
   * @param yPred the predictions
   * @param values what {@link #values} made of them
   * @return 1 where a value counts, 0 where not; null if all do
   */
  protected @Nullable Tensor mask(Tensor yTrue, Tensor yPred, Tensor values) {
    return null;
  }

  @Override
  protected final Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    Tensor values = values(yTrue, yPred);
    Tensor mask = sampleWeight == null ? null : mask(yTrue, yPred, values);
    WeightedSum sum =
        mask == null || sampleWeight == null
            ? WeightedSum.ofMeans(values, sampleWeight)
            : WeightedSum.ofMeans(values, WeightedSum.masked(sampleWeight, mask));
    return Map.of("total", sum.total(), "count", sum.weight());
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    return Totals.mean(Totals.of(totals, "total"), Totals.of(totals, "count"));
  }
}
