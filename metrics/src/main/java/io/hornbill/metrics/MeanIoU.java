package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mean overlap of predicted and true classes, over all classes: intersection over union.
 *
 * <pre>{@code true positives / (true positives + false positives + false negatives)}</pre>
 *
 * <p>Targets and predictions are class numbers {@code [batch, ...]}, or have an axis for the
 * classes. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new MeanIoU(3));}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/segmentation_metrics/">Keras</a>
 */
public final class MeanIoU extends NamedMetric<MeanIoU> {
  private final int numClasses;
  private final @Nullable Integer ignoreClass;
  private final boolean sparseYTrue;
  private final boolean sparseYPred;
  private final int axis;

  /**
   * Makes the metric.
   *
   * @param numClasses the number of classes
   * @throws IllegalArgumentException if an argument is out of range
   */
  public MeanIoU(int numClasses) {
    this(new Config().with("num_classes", numClasses));
  }

  MeanIoU(Config config) {
    super("MeanIoU", "mean_io_u", MeanIoU::new, config);
    numClasses = ConfusionMatrix.classes("MeanIoU", config);
    ignoreClass = config.get("ignore_class") == null ? null : config.integer("ignore_class", 0);
    sparseYTrue = config.bool("sparse_y_true", true);
    sparseYPred = config.bool("sparse_y_pred", true);
    axis = config.integer("axis", -1);
  }

  /**
   * Leaves a class out.
   *
   * @param ignoreClass targets of this class do not count; by default none
   * @return a metric with that setting
   */
  public MeanIoU ignoreClass(int ignoreClass) {
    return with("ignore_class", ignoreClass);
  }

  /**
   * Says what the targets are.
   *
   * @param sparseYTrue true, the default, for class numbers; false for one-hot or probabilities
   * @return a metric with that setting
   */
  public MeanIoU sparseYTrue(boolean sparseYTrue) {
    return with("sparse_y_true", sparseYTrue);
  }

  /**
   * Says what the predictions are.
   *
   * @param sparseYPred true for class numbers; false for probabilities; by default true
   * @return a metric with that setting
   */
  public MeanIoU sparseYPred(boolean sparseYPred) {
    return with("sparse_y_pred", sparseYPred);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the classes; by default -1, the last
   * @return a metric with that setting
   */
  public MeanIoU axis(int axis) {
    return with("axis", axis);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return ConfusionMatrix.totals(
        "MeanIoU",
        ConfusionMatrix.numbers("MeanIoU", yTrue, sparseYTrue, axis, numClasses),
        ConfusionMatrix.numbers("MeanIoU", yPred, sparseYPred, axis, numClasses),
        sampleWeight,
        numClasses,
        ignoreClass);
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    return ConfusionMatrix.intersectionOverUnion(totals, ConfusionMatrix.all(numClasses));
  }

  @Override
  public Config config() {
    return super.config()
        .with("num_classes", numClasses)
        .with("ignore_class", ignoreClass)
        .with("sparse_y_true", sparseYTrue)
        .with("sparse_y_pred", sparseYPred)
        .with("axis", axis);
  }
}
