package io.hornbill.metrics;

import io.hornbill.base.ConfiguredValue;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.internal.Pair;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A metric of one value with settings. Metrics never change: each setter returns a new metric, and
 * throws an {@link IllegalArgumentException} for a value that it does not allow.
 *
 * @param <M> the metric's own type
 */
public abstract class NamedMetric<M extends NamedMetric<M>> extends ConfiguredValue<M>
    implements Metric {
  private final Setting<String> name;

  /**
   * Makes a metric with the defaults of its settings.
   *
   * @param className the class' name in Keras' files
   * @param name the default name
   * @param declared the settings of the class
   */
  protected NamedMetric(String className, String name, Setting<?>... declared) {
    super(className);
    this.name = Setting.string("name", name);
    declare(this.name);
    declare(declared);
  }

  /**
   * Computes what a batch adds to the running totals.
   *
   * @param yTrue the targets, of the type of the predictions, and of their rank where an axis of
   *     length 1 decides
   * @param yPred the predictions
   * @param sampleWeight weights; null for none
   * @return the additions by the names of the totals
   */
  protected abstract Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight);

  /**
   * Computes the result from the totals.
   *
   * @param totals the totals by their names
   * @return a single number or a small tensor
   */
  protected abstract Tensor result(Map<String, Tensor> totals);

  @Override
  public final Map<String, Tensor> totals(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    Pair pair = Pair.sameRank(Ops.cast(yTrue, yPred.dataType()), yPred);
    Tensor weight = sampleWeight == null ? null : Ops.cast(sampleWeight, yPred.dataType());
    return additions(pair.first(), pair.second(), weight);
  }

  @Override
  public final Map<String, Tensor> results(Map<String, Tensor> totals) {
    return Map.of(name(), result(totals));
  }

  @Override
  public final String name() {
    return get(name);
  }

  @Override
  public final M name(String name) {
    return with(this.name, name);
  }

  @Override
  public final String className() {
    return owner();
  }
}
