package io.hornbill.losses;

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
public final class BinaryCrossentropy extends SmoothCrossentropy<BinaryCrossentropy> {
  /** Makes the loss with its default settings. */
  public BinaryCrossentropy() {
    super("BinaryCrossentropy", "binary_crossentropy", FROM_LOGITS, LABEL_SMOOTHING, AXIS);
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
