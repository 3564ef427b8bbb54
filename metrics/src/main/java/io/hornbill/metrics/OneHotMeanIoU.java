package io.hornbill.metrics;

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
public final class OneHotMeanIoU extends ClassOverlap<OneHotMeanIoU> {
  OneHotMeanIoU() {
    super(
        "OneHotMeanIoU",
        "one_hot_mean_io_u",
        NUM_CLASSES,
        IGNORE_CLASS,
        SPARSE_Y_PRED.initially(false),
        AXIS);
  }

  /**
   * Makes the metric.
   *
   * @param numClasses the number of classes
   * @throws IllegalArgumentException if an argument is out of range
   */
  public OneHotMeanIoU(int numClasses) {
    this();
    init(NUM_CLASSES, numClasses);
  }
}
