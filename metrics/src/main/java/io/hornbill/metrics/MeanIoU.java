package io.hornbill.metrics;

import io.hornbill.base.Setting;

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
public final class MeanIoU extends ClassOverlap<MeanIoU> {
  private static final Setting<Boolean> SPARSE_Y_TRUE = Setting.flag("sparse_y_true", true);

  MeanIoU() {
    super("MeanIoU", "mean_io_u", NUM_CLASSES, IGNORE_CLASS, SPARSE_Y_TRUE, SPARSE_Y_PRED, AXIS);
  }

  /**
   * Makes the metric.
   *
   * @param numClasses the number of classes
   * @throws IllegalArgumentException if an argument is out of range
   */
  public MeanIoU(int numClasses) {
    this();
    init(NUM_CLASSES, numClasses);
  }

  /**
   * Says what the targets are.
   *
   * @param sparseYTrue true, the default, for class numbers; false for one-hot or probabilities
   * @return a metric with that setting
   */
  public MeanIoU sparseYTrue(boolean sparseYTrue) {
    return with(SPARSE_Y_TRUE, sparseYTrue);
  }

  @Override
  boolean targetsAreNumbers() {
    return get(SPARSE_Y_TRUE);
  }
}
