package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.Loss;
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
public final class SparseCategoricalCrossentropy extends MeanMetric<SparseCategoricalCrossentropy> {
  private final Loss loss;

  private final boolean fromLogits;
  private final @Nullable Integer ignoreClass;
  private final int axis;

  /** Makes the metric with its default settings. */
  public SparseCategoricalCrossentropy() {
    this(new Config());
  }

  SparseCategoricalCrossentropy(Config config) {
    super(
        "SparseCategoricalCrossentropy",
        "sparse_categorical_crossentropy",
        SparseCategoricalCrossentropy::new,
        config);
    fromLogits = config.bool("from_logits", false);
    ignoreClass = config.get("ignore_class") == null ? null : config.integer("ignore_class", 0);
    axis = config.integer("axis", -1);
    io.hornbill.losses.SparseCategoricalCrossentropy entropy =
        new io.hornbill.losses.SparseCategoricalCrossentropy().fromLogits(fromLogits).axis(axis);
    loss = ignoreClass == null ? entropy : entropy.ignoreClass(ignoreClass);
  }

  /**
   * Says what the predictions are.
   *
   * @param fromLogits true for numbers that no activation was applied to; by default false, for
   *     probabilities
   * @return a metric with that setting
   */
  public SparseCategoricalCrossentropy fromLogits(boolean fromLogits) {
    return with("from_logits", fromLogits);
  }

  /**
   * Sets the loss of a class to 0; with sample weights, the class does not count at all.
   *
   * @param ignoreClass the class; by default none
   * @return a metric with that setting
   */
  public SparseCategoricalCrossentropy ignoreClass(int ignoreClass) {
    return with("ignore_class", ignoreClass);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the classes; by default -1, the last
   * @return a metric with that setting
   */
  public SparseCategoricalCrossentropy axis(int axis) {
    return with("axis", axis);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return loss.apply(yTrue, yPred);
  }

  @Override
  protected @Nullable Tensor mask(Tensor yTrue, Tensor yPred, Tensor values) {
    return loss.mask(yTrue, yPred, values);
  }

  @Override
  public Config config() {
    return super.config()
        .with("from_logits", fromLogits)
        .with("ignore_class", ignoreClass)
        .with("axis", axis);
  }
}
