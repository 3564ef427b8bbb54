package io.hornbill.losses;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * The mean of the absolute differences in percent of the targets, over the last axis.
 *
 * <pre>{@code 100 * mean(|yTrue - yPred| / max(|yTrue|, 1e-7))}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", new MeanAbsolutePercentageError());}</pre>
 *
 * @see <a href="https://keras.io/api/losses/regression_losses/">Keras</a>
 */
public final class MeanAbsolutePercentageError extends NamedLoss<MeanAbsolutePercentageError> {
  /** Makes the loss. */
  public MeanAbsolutePercentageError() {
    super("MeanAbsolutePercentageError", "mean_absolute_percentage_error");
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("MeanAbsolutePercentageError", yTrue, yPred);
    Tensor size = Ops.maximum(Ops.abs(yTrue), Probabilities.EPSILON);
    return Ops.mean(Ops.abs(yTrue.minus(yPred).dividedBy(size)), -1).times(100);
  }
}
