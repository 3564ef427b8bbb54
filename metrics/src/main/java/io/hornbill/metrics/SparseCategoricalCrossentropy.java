package io.hornbill.metrics;

import io.hornbill.base.Setting;
import org.jspecify.annotations.Nullable;

/**
 * The mean cross-entropy of classes given by their numbers.
 *
 * <pre>{@code -mean(log(yPred[yTrue]))}</pre>
 *
 * <p>Targets are whole numbers {@code [batch, ...]} or {@code [batch, ..., 1]}, predictions {@code
 * [batch, ..., classes]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new SparseCategoricalCrossentropy().fromLogits(true));}
 * </pre>
 *
 * @see <a href="https://keras.io/api/metrics/probabilistic_metrics/">Keras</a>
 */
public final class SparseCategoricalCrossentropy extends LossMetric<SparseCategoricalCrossentropy> {
  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  private static final Setting<@Nullable Integer> IGNORE_CLASS =
      Setting.optionalInteger("ignore_class");

  /** Makes the metric with its default settings. */
  public SparseCategoricalCrossentropy() {
    super(
        "SparseCategoricalCrossentropy",
        "sparse_categorical_crossentropy",
        new io.hornbill.losses.SparseCategoricalCrossentropy(),
        FROM_LOGITS,
        IGNORE_CLASS,
        AXIS);
  }

  /**
   * Says what the predictions are.
   *
   * @param fromLogits true for numbers that no activation was applied to; by default false, for
   *     probabilities
   * @return a metric with that setting
   */
  public SparseCategoricalCrossentropy fromLogits(boolean fromLogits) {
    return with(FROM_LOGITS, fromLogits);
  }

  /**
   * Sets the loss of a class to 0; with sample weights, the class does not count at all.
   *
   * @param ignoreClass the class; by default none
   * @return a metric with that setting
   */
  public SparseCategoricalCrossentropy ignoreClass(int ignoreClass) {
    return with(IGNORE_CLASS, ignoreClass);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the classes; by default -1, the last
   * @return a metric with that setting
   */
  public SparseCategoricalCrossentropy axis(int axis) {
    return with(AXIS, axis);
  }
}
