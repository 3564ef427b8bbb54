package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which part of the positives of one kind, predicted or true, are true positives. */
abstract class RightShare<M extends RightShare<M>> extends NamedMetric<M> {
  private final Function<Confusion.Counts, Tensor> wrong;
  private final @Nullable List<Double> thresholds;
  private final @Nullable Integer topK;
  private final @Nullable Integer classId;

  RightShare(
      String className,
      String name,
      Function<Config, M> factory,
      Config config,
      Function<Confusion.Counts, Tensor> wrong) {
    super(className, name, factory, config);
    this.wrong = wrong;
    thresholds = Confusion.thresholds(className, config);
    topK = Confusion.optional(className, "topK", config, "top_k", 1);
    classId = Confusion.optional(className, "classId", config, "class_id", 0);
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

  /**
   * Counts only the greatest predictions of each sample.
   *
   * @param topK how many; by default all
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is less than 1
   */
  public M topK(int topK) {
    return with("top_k", topK);
  }

  /**
   * Counts only one class.
   *
   * @param classId the class, from 0; by default all
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public M classId(int classId) {
    return with("class_id", classId);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    Confusion.Counts counts =
        new Confusion(className(), limits())
            .topK(topK)
            .classId(classId)
            .of(yTrue, yPred, sampleWeight);
    return Map.of("true_positives", counts.truePositives(), "wrong", wrong.apply(counts));
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    Tensor right = Totals.of(totals, "true_positives");
    return Confusion.single(Ops.divideNoNan(right, right.plus(Totals.of(totals, "wrong"))));
  }

  private List<Double> limits() {
    // Of the greatest predictions, all count, however small.
    return thresholds == null && topK != null
        ? List.of(Confusion.BELOW_ALL)
        : Confusion.orHalf(thresholds);
  }

  @Override
  public Config config() {
    return super.config()
        .with("thresholds", thresholds)
        .with("top_k", topK)
        .with("class_id", classId);
  }
}
