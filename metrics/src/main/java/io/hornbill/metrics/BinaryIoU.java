package io.hornbill.metrics;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mean overlap of predictions and targets that are 0 or 1.
 *
 * <pre>{@code true positives / (true positives + false positives + false negatives)}</pre>
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new BinaryIoU());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/segmentation_metrics/">Keras</a>
 */
public final class BinaryIoU extends NamedMetric<BinaryIoU> {
  private static final Setting<List<Integer>> TARGET_CLASS_IDS =
      Setting.integers("target_class_ids", 0, 1)
          .check(
              "0, 1 or both",
              (owner, name, targets) -> ConfusionMatrix.checkTargets(owner, targets, 2));
  private static final Setting<Double> THRESHOLD = Setting.number("threshold", 0.5).finite();

  /** Makes the metric with its default settings. */
  public BinaryIoU() {
    super("BinaryIoU", "binary_io_u", TARGET_CLASS_IDS, THRESHOLD);
  }

  /**
   * Sets the classes whose mean is taken.
   *
   * @param targetClassIds 0, 1 or both, which is the default
   * @return a metric with that setting
   * @throws IllegalArgumentException if one is something else
   */
  public BinaryIoU targetClassIds(int... targetClassIds) {
    return with(TARGET_CLASS_IDS, Arrays.stream(targetClassIds).boxed().toList());
  }

  /**
   * Sets the threshold.
   *
   * @param threshold predictions from it on count as 1; by default 0.5
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is not finite
   */
  public BinaryIoU threshold(double threshold) {
    return with(THRESHOLD, threshold);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return ConfusionMatrix.totals(
        "BinaryIoU",
        ConfusionMatrix.numbers("BinaryIoU", yTrue, true, -1, 2),
        Ops.greaterEqual(yPred, get(THRESHOLD)),
        sampleWeight,
        2,
        null);
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    return ConfusionMatrix.intersectionOverUnion(totals, get(TARGET_CLASS_IDS));
  }
}
