package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mean overlap of predicted and true classes, over all classes, one-hot targets.
 *
 * <pre>{@code true positives / (true positives + false positives + false negatives)}</pre>
 *
 * <p>Targets are one-hot {@code [batch, ..., classes]}; predictions are probabilities of that
 * shape, or class numbers. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new OneHotMeanIoU(3));}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/segmentation_metrics/">Keras</a>
 */
public final class OneHotMeanIoU extends NamedMetric<OneHotMeanIoU> {
  private final int numClasses;
  private final @Nullable Integer ignoreClass;
  private final boolean sparseYPred;
  private final int axis;

  /**
   * Makes the metric.
   *
   * @param numClasses the number of classes
   * @throws IllegalArgumentException if an argument is out of range
   */
  public OneHotMeanIoU(int numClasses) {
    this(new Config().with("num_classes", numClasses));
  }

  OneHotMeanIoU(Config config) {
    super("OneHotMeanIoU", "one_hot_mean_io_u", OneHotMeanIoU::new, config);
    numClasses = ConfusionMatrix.classes("OneHotMeanIoU", config);
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
  public OneHotMeanIoU ignoreClass(int ignoreClass) {
    return with("ignore_class", ignoreClass);
  }

  /**
   * Says what the predictions are.
   *
   * @param sparseYPred true for class numbers; false for probabilities; by default false
   * @return a metric with that setting
   */
  public OneHotMeanIoU sparseYPred(boolean sparseYPred) {
    return with("sparse_y_pred", sparseYPred);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the classes; by default -1, the last
   * @return a metric with that setting
   */
  public OneHotMeanIoU axis(int axis) {
    return with("axis", axis);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return ConfusionMatrix.totals(
        "OneHotMeanIoU",
        ConfusionMatrix.numbers("OneHotMeanIoU", yTrue, false, axis, numClasses),
        ConfusionMatrix.numbers("OneHotMeanIoU", yPred, sparseYPred, axis, numClasses),
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
        .with("sparse_y_pred", sparseYPred)
        .with("axis", axis);
  }
}
