package io.hornbill.losses;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * The mean of the absolute differences over the last axis.
 *
 * <pre>{@code mean(|yTrue - yPred|)}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", new MeanAbsoluteError());}</pre>
 *
 * @see <a href="https://keras.io/api/losses/regression_losses/">Keras</a>
 */
public final class MeanAbsoluteError extends NamedLoss<MeanAbsoluteError> {
  /** Makes the loss. */
  public MeanAbsoluteError() {
    super("MeanAbsoluteError", "mean_absolute_error");
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("MeanAbsoluteError", yTrue, yPred);
    return Ops.mean(Ops.abs(yTrue.minus(yPred)), -1);
  }
}
