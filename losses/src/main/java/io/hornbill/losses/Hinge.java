package io.hornbill.losses;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * How far predictions are from the right side of the margin, over the last axis.
 *
 * <pre>{@code mean(max(1 - yTrue * yPred, 0))}</pre>
 *
 * <p>Targets are -1 or 1; if all targets of a batch are 0 or 1, they are taken for -1 and 1.
 * Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", new Hinge());}</pre>
 *
 * @see <a href="https://keras.io/api/losses/hinge_losses/">Keras</a>
 */
public final class Hinge extends NamedLoss<Hinge> {
  /** Makes the loss. */
  public Hinge() {
    super("Hinge", "hinge");
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("Hinge", yTrue, yPred);
    return Ops.mean(Margins.missing(yTrue, yPred), -1);
  }
}
