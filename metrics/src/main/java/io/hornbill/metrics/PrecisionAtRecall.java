package io.hornbill.metrics;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The greatest precision at thresholds whose recall is high enough.
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "binary_crossentropy", new PrecisionAtRecall(0.8));}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class PrecisionAtRecall extends NamedMetric<PrecisionAtRecall> {
  private final double recall;
  private final int numThresholds;
  private final @Nullable Integer classId;

  /**
   * Makes the metric.
   *
   * @param recall the least recall, in [0, 1]
   * @throws IllegalArgumentException if an argument is out of range
   */
  public PrecisionAtRecall(double recall) {
    this(new Config().with("recall", recall));
  }

  PrecisionAtRecall(Config config) {
    super("PrecisionAtRecall", "precision_at_recall", PrecisionAtRecall::new, config);
    recall = Confusion.required("PrecisionAtRecall", "recall", config);
    numThresholds =
        Checks.positive(
            "PrecisionAtRecall", "numThresholds", config.integer("num_thresholds", 200));
    classId = Confusion.optional("PrecisionAtRecall", "classId", config, "class_id", 0);
  }

  /**
   * Sets the number of thresholds.
   *
   * @param numThresholds how many thresholds are tried; by default 200
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is less than 1
   */
  public PrecisionAtRecall numThresholds(int numThresholds) {
    return with("num_thresholds", numThresholds);
  }

  /**
   * Counts only one class.
   *
   * @param classId the class, from 0; by default all
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public PrecisionAtRecall classId(int classId) {
    return with("class_id", classId);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return new Confusion("PrecisionAtRecall", Confusion.evenly(numThresholds))
        .classId(classId)
        .of(yTrue, yPred, sampleWeight)
        .all();
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    Tensor enough = Ops.greaterEqual(Confusion.sensitivity(totals), recall);
    Tensor candidates = Confusion.precision(totals);
    return Ops.max(Ops.where(enough, candidates, Ops.zerosLike(candidates)));
  }

  @Override
  public Config config() {
    return super.config()
        .with("recall", recall)
        .with("num_thresholds", numThresholds)
        .with("class_id", classId);
  }
}
