package io.hornbill.metrics;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.Loss;

/**
 * The mean cross-entropy of one-hot classes or distributions.
 *
 * <pre>{@code -mean(sum(yTrue * log(yPred)))}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., classes]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new CategoricalCrossentropy().fromLogits(true));}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/probabilistic_metrics/">Keras</a>
 */
public final class CategoricalCrossentropy extends MeanMetric<CategoricalCrossentropy> {
  private final Loss loss;

  private final boolean fromLogits;
  private final double labelSmoothing;
  private final int axis;

  /** Makes the metric with its default settings. */
  public CategoricalCrossentropy() {
    this(new Config());
  }

  CategoricalCrossentropy(Config config) {
    super(
        "CategoricalCrossentropy",
        "categorical_crossentropy",
        CategoricalCrossentropy::new,
        config);
    fromLogits = config.bool("from_logits", false);
    labelSmoothing =
        Checks.within(
            "CategoricalCrossentropy", "labelSmoothing", config.number("label_smoothing", 0), 0, 1);
    axis = config.integer("axis", -1);
    loss =
        new io.hornbill.losses.CategoricalCrossentropy()
            .fromLogits(fromLogits)
            .labelSmoothing(labelSmoothing)
            .axis(axis);
  }

  /**
   * Says what the predictions are.
   *
   * @param fromLogits true for numbers that no activation was applied to; by default false, for
   *     probabilities
   * @return a metric with that setting
   */
  public CategoricalCrossentropy fromLogits(boolean fromLogits) {
    return with("from_logits", fromLogits);
  }

  /**
   * Moves the targets towards indifference.
   *
   * @param labelSmoothing by how much, in [0, 1]; by default 0
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is outside of [0, 1]
   */
  public CategoricalCrossentropy labelSmoothing(double labelSmoothing) {
    return with("label_smoothing", labelSmoothing);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the classes; by default -1, the last
   * @return a metric with that setting
   */
  public CategoricalCrossentropy axis(int axis) {
    return with("axis", axis);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return loss.apply(yTrue, yPred);
  }

  @Override
  public Config config() {
    return super.config()
        .with("from_logits", fromLogits)
        .with("label_smoothing", labelSmoothing)
        .with("axis", axis);
  }
}
