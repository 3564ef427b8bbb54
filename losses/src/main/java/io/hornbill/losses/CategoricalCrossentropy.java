package io.hornbill.losses;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * The cross-entropy of one-hot classes or distributions.
 *
 * <pre>{@code -sum(yTrue * log(yPred))}</pre>
 *
 * <p>Predictions are probabilities: they are divided by their sum and cut to [1e-7, 1 - 1e-7];
 * those that come straight from a softmax are not cut, but computed from its input, so that value
 * and gradient are exact. Targets and predictions have the same shape {@code [batch, ...,
 * classes]}. Example:
 *
 * <pre>
 * {@code model.compile("adam", new CategoricalCrossentropy().labelSmoothing(0.1), "accuracy");}
 * </pre>
 *
 * @see <a href="https://keras.io/api/losses/probabilistic_losses/">Keras</a>
 */
public final class CategoricalCrossentropy extends SmoothCrossentropy<CategoricalCrossentropy> {
  /** Makes the loss with its default settings. */
  public CategoricalCrossentropy() {
    super(
        "CategoricalCrossentropy", "categorical_crossentropy", FROM_LOGITS, LABEL_SMOOTHING, AXIS);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("CategoricalCrossentropy", yTrue, yPred);
    Tensor targets = Probabilities.smoothCategorical(yTrue, get(LABEL_SMOOTHING));
    int axis = get(AXIS);
    Tensor logarithms = Probabilities.logarithms(yPred, get(FROM_LOGITS), axis);
    return Ops.sum(targets.times(logarithms), axis).negated();
  }
}
