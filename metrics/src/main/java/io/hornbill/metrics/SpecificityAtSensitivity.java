package io.hornbill.metrics;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The greatest specificity at thresholds whose sensitivity is high enough.
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "binary_crossentropy", new SpecificityAtSensitivity(0.8));}
 * </pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class SpecificityAtSensitivity extends NamedMetric<SpecificityAtSensitivity> {
  private final double sensitivity;
  private final int numThresholds;
  private final @Nullable Integer classId;

  /**
   * Makes the metric.
   *
   * @param sensitivity the least sensitivity, in [0, 1]
   * @throws IllegalArgumentException if an argument is out of range
   */
  public SpecificityAtSensitivity(double sensitivity) {
    this(new Config().with("sensitivity", sensitivity));
  }

  SpecificityAtSensitivity(Config config) {
    super(
        "SpecificityAtSensitivity",
        "specificity_at_sensitivity",
        SpecificityAtSensitivity::new,
        config);
    sensitivity = Confusion.required("SpecificityAtSensitivity", "sensitivity", config);
    numThresholds =
        Checks.positive(
            "SpecificityAtSensitivity", "numThresholds", config.integer("num_thresholds", 200));
    classId = Confusion.optional("SpecificityAtSensitivity", "classId", config, "class_id", 0);
  }

  /**
   * Sets the number of thresholds.
   *
   * @param numThresholds how many thresholds are tried; by default 200
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is less than 1
   */
  public SpecificityAtSensitivity numThresholds(int numThresholds) {
    return with("num_thresholds", numThresholds);
  }

  /**
   * Counts only one class.
   *
   * @param classId the class, from 0; by default all
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public SpecificityAtSensitivity classId(int classId) {
    return with("class_id", classId);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return new Confusion("SpecificityAtSensitivity", Confusion.evenly(numThresholds))
        .classId(classId)
        .of(yTrue, yPred, sampleWeight)
        .all();
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    Tensor enough = Ops.greaterEqual(Confusion.sensitivity(totals), sensitivity);
    Tensor candidates = Confusion.specificity(totals);
    return Ops.max(Ops.where(enough, candidates, Ops.zerosLike(candidates)));
  }

  @Override
  public Config config() {
    return super.config()
        .with("sensitivity", sensitivity)
        .with("num_thresholds", numThresholds)
        .with("class_id", classId);
  }
}
