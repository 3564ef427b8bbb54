package io.hornbill.metrics;

import java.util.Arrays;
import java.util.List;

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
public final class OneHotIoU extends ClassOverlap<OneHotIoU> {
  OneHotIoU() {
    super(
        "OneHotIoU",
        "one_hot_io_u",
        NUM_CLASSES,
        TARGET_CLASS_IDS,
        IGNORE_CLASS,
        SPARSE_Y_PRED.initially(false),
        AXIS);
  }

  /**
   * Makes the metric.
   *
   * @param numClasses the number of classes
   * @param targetClassIds the classes whose mean is taken, at least one
   * @throws IllegalArgumentException if an argument is out of range
   */
  public OneHotIoU(int numClasses, int... targetClassIds) {
    this();
    init(NUM_CLASSES, numClasses);
    init(TARGET_CLASS_IDS, Arrays.stream(targetClassIds).boxed().toList());
    checkTogether();
  }

  @Override
  List<Integer> targets() {
    return get(TARGET_CLASS_IDS);
  }
}
