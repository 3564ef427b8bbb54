package io.hornbill.losses;

import io.hornbill.base.Setting;
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
public final class BinaryFocalCrossentropy extends SmoothCrossentropy<BinaryFocalCrossentropy> {
  private static final Setting<Boolean> APPLY_CLASS_BALANCING =
      Setting.flag("apply_class_balancing", false);
  private static final Setting<Double> ALPHA = Setting.number("alpha", 0.25).within(0, 1);
  private static final Setting<Double> GAMMA = Setting.number("gamma", 2).notNegative();

  /** Makes the loss with its default settings. */
  public BinaryFocalCrossentropy() {
    super(
        "BinaryFocalCrossentropy",
        "binary_focal_crossentropy",
        APPLY_CLASS_BALANCING,
        ALPHA,
        GAMMA,
        FROM_LOGITS,
        LABEL_SMOOTHING,
        AXIS);
  }

  /**
   * Says whether the two classes weigh differently.
   *
   * @param applyClassBalancing true to weigh class 1 by alpha and class 0 by 1 - alpha; by default
   *     false
   * @return a loss with that setting
   */
  public BinaryFocalCrossentropy applyClassBalancing(boolean applyClassBalancing) {
    return with(APPLY_CLASS_BALANCING, applyClassBalancing);
  }

  /**
   * Sets the weight of class 1.
   *
   * @param alpha the weight, in [0, 1]; by default 0.25
   * @return a loss with that setting
   */
  public BinaryFocalCrossentropy alpha(double alpha) {
    return with(ALPHA, alpha);
  }

  /**
   * Sets how much right answers lose.
   *
   * @param gamma the exponent, at least 0; by default 2
   * @return a loss with that setting
   */
  public BinaryFocalCrossentropy gamma(double gamma) {
    return with(GAMMA, gamma);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("BinaryFocalCrossentropy", yTrue, yPred);
    Tensor targets = Probabilities.smoothBinary(yTrue, get(LABEL_SMOOTHING));
    Tensor others = targets.negated().plus(1);
    Tensor p = get(FROM_LOGITS) ? Ops.sigmoid(yPred) : yPred;
    Tensor entropy = Probabilities.clippedBinaryCrossentropy(targets, p);
    Tensor right = targets.times(p).plus(others.times(p.negated().plus(1)));
    Tensor focal = Probabilities.power(right.negated().plus(1), get(GAMMA)).times(entropy);
    if (get(APPLY_CLASS_BALANCING)) {
      double alpha = get(ALPHA);
      focal = targets.times(alpha).plus(others.times(1 - alpha)).times(focal);
    }
    return Ops.mean(focal, get(AXIS));
  }

  @Override
  public boolean isBinary() {
    return true;
  }
}
