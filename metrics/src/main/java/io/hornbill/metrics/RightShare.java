package io.hornbill.metrics;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which part of the positives of one kind, predicted or true, are true positives. */
public abstract class RightShare<M extends RightShare<M>> extends NamedMetric<M> {
  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  private static final Setting<@Nullable Integer> TOP_K =
      Setting.optionalInteger("top_k").atLeast(1);

  private final Function<Confusion.Counts, Tensor> wrong;

  RightShare(String className, String name, Function<Confusion.Counts, Tensor> wrong) {
    super(className, name, Confusion.THRESHOLDS, TOP_K, Confusion.CLASS_ID);
    this.wrong = wrong;
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

  /**
   * Counts only the greatest predictions of each sample.
   *
   * @param topK how many; by default all
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is less than 1
   */
  public M topK(int topK) {
    return with(TOP_K, topK);
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
    Confusion.Counts counts =
        new Confusion(className(), limits())
            .topK(get(TOP_K))
            .classId(get(Confusion.CLASS_ID))
            .of(yTrue, yPred, sampleWeight);
    return Map.of("true_positives", counts.truePositives(), "wrong", wrong.apply(counts));
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    Tensor right = Totals.of(totals, "true_positives");
    return Confusion.single(Ops.divideNoNan(right, right.plus(Totals.of(totals, "wrong"))));
  }

  private List<Double> limits() {
    List<Double> thresholds = get(Confusion.THRESHOLDS);
    // Of the greatest predictions, all count, however small.
    return thresholds == null && get(TOP_K) != null
        ? List.of(Confusion.BELOW_ALL)
        : Confusion.orHalf(thresholds);
  }
}
