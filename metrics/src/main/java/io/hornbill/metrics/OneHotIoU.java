package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mean overlap of predicted and true classes, over some classes, one-hot targets.
 *
 * <pre>{@code true positives / (true positives + false positives + false negatives)}</pre>
 *
 * <p>Targets are one-hot {@code [batch, ..., classes]}; predictions are probabilities of that
 * shape, or class numbers. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new OneHotIoU(3, 0, 2));}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/segmentation_metrics/">Keras</a>
 */
public final class OneHotIoU extends NamedMetric<OneHotIoU> {
  private final int numClasses;
  private final List<Integer> targetClassIds;
  private final @Nullable Integer ignoreClass;
  private final boolean sparseYPred;
  private final int axis;

  /**
   * Makes the metric.
   *
   * @param numClasses the number of classes
   * @param targetClassIds the classes whose mean is taken, at least one
   * @throws IllegalArgumentException if an argument is out of range
   */
  public OneHotIoU(int numClasses, int... targetClassIds) {
    this(
        new Config()
            .with("num_classes", numClasses)
            .with("target_class_ids", Arrays.stream(targetClassIds).boxed().toList()));
  }

  OneHotIoU(Config config) {
    super("OneHotIoU", "one_hot_io_u", OneHotIoU::new, config);
    numClasses = ConfusionMatrix.classes("OneHotIoU", config);
    targetClassIds = ConfusionMatrix.targets("OneHotIoU", config, numClasses);
    ignoreClass = config.get("ignore_class") == null ? null : config.integer("ignore_class", 0);
    sparseYPred = config.bool("sparse_y_pred", false);
    axis = config.integer("axis", -1);
  }

  /**
   * Leaves a class out.
   *
   * @param ignoreClass targets of this class do not count; by default none
   * @return a metric with that setting
   */
  public OneHotIoU ignoreClass(int ignoreClass) {
    return with("ignore_class", ignoreClass);
  }

  /**
   * Says what the predictions are.
   *
   * @param sparseYPred true for class numbers; false for probabilities; by default false
   * @return a metric with that setting
   */
  public OneHotIoU sparseYPred(boolean sparseYPred) {
    return with("sparse_y_pred", sparseYPred);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the classes; by default -1, the last
   * @return a metric with that setting
   */
  public OneHotIoU axis(int axis) {
    return with("axis", axis);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return ConfusionMatrix.totals(
        "OneHotIoU",
        ConfusionMatrix.numbers("OneHotIoU", yTrue, false, axis, numClasses),
        ConfusionMatrix.numbers("OneHotIoU", yPred, sparseYPred, axis, numClasses),
        sampleWeight,
        numClasses,
        ignoreClass);
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    return ConfusionMatrix.intersectionOverUnion(totals, targetClassIds);
  }

  @Override
  public Config config() {
    return super.config()
        .with("num_classes", numClasses)
        .with("target_class_ids", targetClassIds)
        .with("ignore_class", ignoreClass)
        .with("sparse_y_pred", sparseYPred)
        .with("axis", axis);
  }
}
