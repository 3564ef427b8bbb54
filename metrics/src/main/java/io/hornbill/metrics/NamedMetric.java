package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.Pair;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A metric of one value with settings. Metrics never change: each setter returns a new metric.
 *
 * @param <M> the metric's own type
 */
public abstract class NamedMetric<M extends NamedMetric<M>> implements Metric {
  private final String className;
  private final Function<Config, M> factory;
  private final String name;

  /**
   * Reads the settings that all metrics have.
   *
   * @param className the class' name in Keras' files
   * @param name the name unless the settings have one
   * @param factory makes a metric of this type from settings
   * @param config the settings
   */
  protected NamedMetric(String className, String name, Function<Config, M> factory, Config config) {
    this.className = className;
    this.factory = factory;
    this.name = config.text("name", name);
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
    return Map.of(name, result(totals));
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final M name(String name) {
    return with("name", name);
  }

  @Override
  public final String className() {
    return className;
  }

  @Override
  public Config config() {
    return new Config().with("name", name);
  }

  /**
   * Returns a metric that differs in one setting.
   *
   * @param field Keras' name of the setting
   * @param value its value
   * @return the metric
   * @throws IllegalArgumentException if the value is not allowed
   */
  protected final M with(String field, @Nullable Object value) {
    return factory.apply(config().with(field, value));
  }

  @Override
  public final String toString() {
    return className + config();
  }
}
