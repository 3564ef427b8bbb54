package io.hornbill.losses;

import static io.hornbill.losses.Probabilities.AXIS;
import static io.hornbill.losses.Probabilities.FROM_LOGITS;
import static io.hornbill.losses.Probabilities.LABEL_SMOOTHING;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * The cross-entropy of answers that are yes or no, over the last axis.
 *
 * <pre>{@code -mean(yTrue * log(yPred) + (1 - yTrue) * log(1 - yPred))}</pre>
 *
 * <p>Predictions are probabilities, cut to [1e-7, 1 - 1e-7]; those that come straight from a
 * sigmoid are not cut, but computed from its input, so that value and gradient are exact. Targets
 * and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", new BinaryCrossentropy().fromLogits(true), "accuracy");}</pre>
 *
 * @see <a href="https://keras.io/api/losses/probabilistic_losses/">Keras</a>
 */
public final class BinaryCrossentropy extends NamedLoss<BinaryCrossentropy> {
  /** Makes the loss with its default settings. */
  public BinaryCrossentropy() {
    super("BinaryCrossentropy", "binary_crossentropy", FROM_LOGITS, LABEL_SMOOTHING, AXIS);
  }

  /**
   * Says what the predictions are.
   *
   * @param fromLogits true for numbers that no activation was applied to; by default false, for
   *     probabilities
   * @return a loss with that setting
   */
  public BinaryCrossentropy fromLogits(boolean fromLogits) {
    return with(FROM_LOGITS, fromLogits);
  }

  /**
   * Moves the targets towards indifference.
   *
   * @param labelSmoothing by how much, in [0, 1]; by default 0
   * @return a loss with that setting
   * @throws IllegalArgumentException if it is outside of [0, 1]
   */
  public BinaryCrossentropy labelSmoothing(double labelSmoothing) {
    return with(LABEL_SMOOTHING, labelSmoothing);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the mean; by default -1, the last
   * @return a loss with that setting
   */
  public BinaryCrossentropy axis(int axis) {
    return with(AXIS, axis);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("BinaryCrossentropy", yTrue, yPred);
    Tensor targets = Probabilities.smoothBinary(yTrue, get(LABEL_SMOOTHING));
    return Ops.mean(Probabilities.binaryCrossentropy(targets, yPred, get(FROM_LOGITS)), get(AXIS));
  }

  @Override
  public boolean isBinary() {
    return true;
  }
}
