package io.hornbill.metrics;

import io.hornbill.base.Setting;
import java.util.Arrays;
import java.util.List;

/**
 * The mean overlap of predicted and true classes, over some classes: intersection over union.
 *
 * <pre>{@code true positives / (true positives + false positives + false negatives)}</pre>
 *
 * <p>Targets and predictions are class numbers {@code [batch, ...]}, or have an axis for the
 * classes. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new IoU(3, 0, 2));}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/segmentation_metrics/">Keras</a>
 */
public final class IoU extends ClassOverlap<IoU> {
  private static final Setting<Boolean> SPARSE_Y_TRUE = Setting.flag("sparse_y_true", true);

  IoU() {
    super(
        "IoU",
        "io_u",
        NUM_CLASSES,
        TARGET_CLASS_IDS,
        IGNORE_CLASS,
        SPARSE_Y_TRUE,
        SPARSE_Y_PRED,
        AXIS);
  }

  /**
   * Makes the metric.
   *
   * @param numClasses the number of classes
   * @param targetClassIds the classes whose mean is taken, at least one
   * @throws IllegalArgumentException if an argument is out of range
   */
  public IoU(int numClasses, int... targetClassIds) {
    this();
    init(NUM_CLASSES, numClasses);
    init(TARGET_CLASS_IDS, Arrays.stream(targetClassIds).boxed().toList());
    checkTogether();
  }

  /**
   * Says what the targets are.
   *
   * @param sparseYTrue true, the default, for class numbers; false for one-hot or probabilities
   * @return a metric with that setting
   */
  public IoU sparseYTrue(boolean sparseYTrue) {
    return with(SPARSE_Y_TRUE, sparseYTrue);
  }

  @Override
  boolean targetsAreNumbers() {
    return get(SPARSE_Y_TRUE);
  }

  @Override
  List<Integer> targets() {
    return get(TARGET_CLASS_IDS);
  }
}
