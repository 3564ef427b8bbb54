package io.hornbill.metrics;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The greatest value of one rate at those thresholds where another rate is high enough. */
public abstract class ThresholdSearch<M extends ThresholdSearch<M>> extends NamedMetric<M> {
  private static final Setting<Integer> NUM_THRESHOLDS =
      Setting.integer("num_thresholds", 200).positive();

  private final Setting<Double> limit;
  private final Function<Map<String, Tensor>, Tensor> limited;
  private final Function<Map<String, Tensor>, Tensor> wanted;

  ThresholdSearch(
      String className,
      String name,
      Setting<Double> limit,
      Function<Map<String, Tensor>, Tensor> limited,
      Function<Map<String, Tensor>, Tensor> wanted) {
    super(className, name, limit, NUM_THRESHOLDS, Confusion.CLASS_ID);
    this.limit = limit;
    this.limited = limited;
    this.wanted = wanted;
  }

  /** Declares the least value of the rate that must be high enough. */
  static Setting<Double> limit(String key, String className) {
    return Setting.number(key, 0)
        .required("Make the metric with new %s(%s).".formatted(className, key))
        .within(0, 1);
  }

  /**
   * Sets the number of thresholds.
   *
   * @param numThresholds how many thresholds are tried; by default 200
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is less than 1
   */
  public M numThresholds(int numThresholds) {
    return with(NUM_THRESHOLDS, numThresholds);
  }

  /**
   * Counts only one class.
   *
   * @param classId the class, from 0; by default all
   * @return a metric with that setting
   */
  public M classId(int classId) {
    return with(Confusion.CLASS_ID, classId);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return new Confusion(className(), Confusion.evenly(get(NUM_THRESHOLDS)))
        .classId(get(Confusion.CLASS_ID))
        .of(yTrue, yPred, sampleWeight)
        .all();
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    Tensor enough = Ops.greaterEqual(limited.apply(totals), get(limit));
    Tensor candidates = wanted.apply(totals);
    return Ops.max(Ops.where(enough, candidates, Ops.zerosLike(candidates)));
  }
}
