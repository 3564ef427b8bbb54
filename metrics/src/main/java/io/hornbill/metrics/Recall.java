package io.hornbill.metrics;

import io.hornbill.graph.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the positive targets is found.
 *
 * <pre>{@code true positives / (true positives + false negatives)}</pre>
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "binary_crossentropy", new Recall().thresholds(0.3));}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class Recall extends NamedMetric<Recall> {
  private final @Nullable List<Double> thresholds;
  private final @Nullable Integer topK;
  private final @Nullable Integer classId;

  /** Makes the metric with its default settings. */
  public Recall() {
    this(new Config());
  }

  Recall(Config config) {
    super("Recall", "recall", Recall::new, config);
    thresholds = Confusion.thresholds("Recall", config);
    topK = Confusion.optional("Recall", "topK", config, "top_k", 1);
    classId = Confusion.optional("Recall", "classId", config, "class_id", 0);
  }

  /**
   * Sets the thresholds.
   *
   * @param thresholds what predictions must exceed to count as positive, in [0, 1]; several give
   *     one value each; by default 0.5
   * @return a metric with that setting
   * @throws IllegalArgumentException if one is outside of [0, 1]
   */
  public Recall thresholds(double... thresholds) {
    return with("thresholds", Arrays.stream(thresholds).boxed().toList());
  }

  /**
   * Counts only the greatest predictions of each sample.
   *
   * @param topK how many; by default all
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is less than 1
   */
  public Recall topK(int topK) {
    return with("top_k", topK);
  }

  /**
   * Counts only one class.
   *
   * @param classId the class, from 0; by default all
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public Recall classId(int classId) {
    return with("class_id", classId);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    Confusion.Counts counts =
        new Confusion("Recall", limits())
            .topK(topK)
            .classId(classId)
            .of(yTrue, yPred, sampleWeight);
    return Map.of(
        "true_positives", counts.truePositives(), "false_negatives", counts.falseNegatives());
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    Tensor right = Totals.of(totals, "true_positives");
    Tensor wrong = Totals.of(totals, "false_negatives");
    return Confusion.single(Ops.divideNoNan(right, right.plus(wrong)));
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
