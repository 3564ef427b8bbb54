package io.hornbill.metrics;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The greatest sensitivity at thresholds whose specificity is high enough.
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "binary_crossentropy", new SensitivityAtSpecificity(0.8));}
 * </pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class SensitivityAtSpecificity extends NamedMetric<SensitivityAtSpecificity> {
  private final double specificity;
  private final int numThresholds;
  private final @Nullable Integer classId;

  /**
   * Makes the metric.
   *
   * @param specificity the least specificity, in [0, 1]
   * @throws IllegalArgumentException if an argument is out of range
   */
  public SensitivityAtSpecificity(double specificity) {
    this(new Config().with("specificity", specificity));
  }

  SensitivityAtSpecificity(Config config) {
    super(
        "SensitivityAtSpecificity",
        "sensitivity_at_specificity",
        SensitivityAtSpecificity::new,
        config);
    specificity = Confusion.required("SensitivityAtSpecificity", "specificity", config);
    numThresholds =
        Checks.positive(
            "SensitivityAtSpecificity", "numThresholds", config.integer("num_thresholds", 200));
    classId = Confusion.optional("SensitivityAtSpecificity", "classId", config, "class_id", 0);
  }

  /**
   * Sets the number of thresholds.
   *
   * @param numThresholds how many thresholds are tried; by default 200
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is less than 1
   */
  public SensitivityAtSpecificity numThresholds(int numThresholds) {
    return with("num_thresholds", numThresholds);
  }

  /**
   * Counts only one class.
   *
   * @param classId the class, from 0; by default all
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public SensitivityAtSpecificity classId(int classId) {
    return with("class_id", classId);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return new Confusion("SensitivityAtSpecificity", Confusion.evenly(numThresholds))
        .classId(classId)
        .of(yTrue, yPred, sampleWeight)
        .all();
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    Tensor enough = Ops.greaterEqual(Confusion.specificity(totals), specificity);
    Tensor candidates = Confusion.sensitivity(totals);
    return Ops.max(Ops.where(enough, candidates, Ops.zerosLike(candidates)));
  }

  @Override
  public Config config() {
    return super.config()
        .with("specificity", specificity)
        .with("num_thresholds", numThresholds)
        .with("class_id", classId);
  }
}
