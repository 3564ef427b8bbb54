package io.hornbill.losses;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * Binary cross-entropy in which answers that are right already count less, over the last axis.
 *
 * <pre>{@code
 * p = yTrue * yPred + (1 - yTrue) * (1 - yPred)
 * mean((1 - p)^gamma * -log(p))
 * }</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", new BinaryFocalCrossentropy().gamma(1.5));}</pre>
 *
 * @see <a href="https://arxiv.org/abs/1708.02002">The paper</a>
 */
public final class BinaryFocalCrossentropy extends NamedLoss<BinaryFocalCrossentropy> {
  private final boolean applyClassBalancing;
  private final double alpha;
  private final double gamma;
  private final boolean fromLogits;
  private final double labelSmoothing;
  private final int axis;

  /** Makes the loss with its default settings. */
  public BinaryFocalCrossentropy() {
    this(new Config());
  }

  BinaryFocalCrossentropy(Config config) {
    super(
        "BinaryFocalCrossentropy",
        "binary_focal_crossentropy",
        BinaryFocalCrossentropy::new,
        config);
    applyClassBalancing = config.bool("apply_class_balancing", false);
    alpha = Checks.within("BinaryFocalCrossentropy", "alpha", config.number("alpha", 0.25), 0, 1);
    gamma = Checks.notNegative("BinaryFocalCrossentropy", "gamma", config.number("gamma", 2));
    fromLogits = config.bool("from_logits", false);
    labelSmoothing =
        Checks.within(
            "BinaryFocalCrossentropy", "labelSmoothing", config.number("label_smoothing", 0), 0, 1);
    axis = config.integer("axis", -1);
  }

  /**
   * Says whether the two classes weigh differently.
   *
   * @param applyClassBalancing true to weigh class 1 by alpha and class 0 by 1 - alpha; by default
   *     false
   * @return a loss with that setting
   */
  public BinaryFocalCrossentropy applyClassBalancing(boolean applyClassBalancing) {
    return with("apply_class_balancing", applyClassBalancing);
  }

  /**
   * Sets the weight of class 1.
   *
   * @param alpha the weight, in [0, 1]; by default 0.25
   * @return a loss with that setting
   * @throws IllegalArgumentException if it is outside of [0, 1]
   */
  public BinaryFocalCrossentropy alpha(double alpha) {
    return with("alpha", alpha);
  }

  /**
   * Sets how much right answers lose.
   *
   * @param gamma the exponent, at least 0; by default 2
   * @return a loss with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public BinaryFocalCrossentropy gamma(double gamma) {
    return with("gamma", gamma);
  }

  /**
   * Says what the predictions are.
   *
   * @param fromLogits true for numbers that no activation was applied to; by default false, for
   *     probabilities
   * @return a loss with that setting
   */
  public BinaryFocalCrossentropy fromLogits(boolean fromLogits) {
    return with("from_logits", fromLogits);
  }

  /**
   * Moves the targets towards indifference.
   *
   * @param labelSmoothing by how much, in [0, 1]; by default 0
   * @return a loss with that setting
   * @throws IllegalArgumentException if it is outside of [0, 1]
   */
  public BinaryFocalCrossentropy labelSmoothing(double labelSmoothing) {
    return with("label_smoothing", labelSmoothing);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the mean; by default -1, the last
   * @return a loss with that setting
   */
  public BinaryFocalCrossentropy axis(int axis) {
    return with("axis", axis);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("BinaryFocalCrossentropy", yTrue, yPred);
    Tensor targets = Probabilities.smoothBinary(yTrue, labelSmoothing);
    Tensor others = targets.negated().plus(1);
    Tensor p = fromLogits ? Ops.sigmoid(yPred) : yPred;
    Tensor entropy = Probabilities.clippedBinaryCrossentropy(targets, p);
    Tensor right = targets.times(p).plus(others.times(p.negated().plus(1)));
    Tensor focal = Probabilities.power(right.negated().plus(1), gamma).times(entropy);
    if (applyClassBalancing) {
      focal = targets.times(alpha).plus(others.times(1 - alpha)).times(focal);
    }
    return Ops.mean(focal, axis);
  }

  @Override
  public Config config() {
    return super.config()
        .with("apply_class_balancing", applyClassBalancing)
        .with("alpha", alpha)
        .with("gamma", gamma)
        .with("from_logits", fromLogits)
        .with("label_smoothing", labelSmoothing)
        .with("axis", axis);
  }
}
