package io.hornbill.losses;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * The square of how far predictions are from the right side of the margin, over the last axis.
 *
 * <pre>{@code mean(max(1 - yTrue * yPred, 0)²)}</pre>
 *
 * <p>Targets are -1 or 1; if all targets of a batch are 0 or 1, they are taken for -1 and 1.
 * Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", new SquaredHinge());}</pre>
 *
 * @see <a href="https://keras.io/api/losses/hinge_losses/">Keras</a>
 */
public final class SquaredHinge extends NamedLoss<SquaredHinge> {
  /** Makes the loss. */
  public SquaredHinge() {
    super("SquaredHinge", "squared_hinge");
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("SquaredHinge", yTrue, yPred);
    return Ops.mean(Ops.square(Margins.missing(yTrue, yPred)), -1);
  }
}
