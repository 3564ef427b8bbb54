package io.hornbill.metrics;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The greatest recall at thresholds whose precision is high enough.
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "binary_crossentropy", new RecallAtPrecision(0.8));}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class RecallAtPrecision extends NamedMetric<RecallAtPrecision> {
  private final double precision;
  private final int numThresholds;
  private final @Nullable Integer classId;

  /**
   * Makes the metric.
   *
   * @param precision the least precision, in [0, 1]
   * @throws IllegalArgumentException if an argument is out of range
   */
  public RecallAtPrecision(double precision) {
    this(new Config().with("precision", precision));
  }

  RecallAtPrecision(Config config) {
    super("RecallAtPrecision", "recall_at_precision", RecallAtPrecision::new, config);
    precision = Confusion.required("RecallAtPrecision", "precision", config);
    numThresholds =
        Checks.positive(
            "RecallAtPrecision", "numThresholds", config.integer("num_thresholds", 200));
    classId = Confusion.optional("RecallAtPrecision", "classId", config, "class_id", 0);
  }

  /**
   * Sets the number of thresholds.
   *
   * @param numThresholds how many thresholds are tried; by default 200
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is less than 1
   */
  public RecallAtPrecision numThresholds(int numThresholds) {
    return with("num_thresholds", numThresholds);
  }

  /**
   * Counts only one class.
   *
   * @param classId the class, from 0; by default all
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public RecallAtPrecision classId(int classId) {
    return with("class_id", classId);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return new Confusion("RecallAtPrecision", Confusion.evenly(numThresholds))
        .classId(classId)
        .of(yTrue, yPred, sampleWeight)
        .all();
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    Tensor enough = Ops.greaterEqual(Confusion.precision(totals), precision);
    Tensor candidates = Confusion.sensitivity(totals);
    return Ops.max(Ops.where(enough, candidates, Ops.zerosLike(candidates)));
  }

  @Override
  public Config config() {
    return super.config()
        .with("precision", precision)
        .with("num_thresholds", numThresholds)
        .with("class_id", classId);
  }
}
