package io.hornbill.losses;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * How far the prediction of the true class is from being 1 above the best wrong one.
 *
 * <pre>{@code max(max((1 - yTrue) * yPred) - sum(yTrue * yPred) + 1, 0)}</pre>
 *
 * <p>Targets are one-hot. Targets and predictions have the same shape {@code [batch, ...,
 * classes]}. Example:
 *
 * <pre>{@code model.compile("adam", new CategoricalHinge());}</pre>
 *
 * @see <a href="https://keras.io/api/losses/hinge_losses/">Keras</a>
 */
public final class CategoricalHinge extends NamedLoss<CategoricalHinge> {
  /** Makes the loss. */
  public CategoricalHinge() {
    super("CategoricalHinge", "categorical_hinge");
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("CategoricalHinge", yTrue, yPred);
    Tensor right = Ops.sum(yTrue.times(yPred), -1);
    Tensor wrong = Ops.max(yTrue.negated().plus(1).times(yPred), -1);
    return Ops.relu(wrong.minus(right).plus(1));
  }
}
