package io.hornbill.losses;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * The mean of the squared differences over the last axis.
 *
 * <pre>{@code mean((yTrue - yPred)²)}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", new MeanSquaredError(), "mae");}</pre>
 *
 * @see <a href="https://keras.io/api/losses/regression_losses/">Keras</a>
 */
public final class MeanSquaredError extends NamedLoss<MeanSquaredError> {
  /** Makes the loss. */
  public MeanSquaredError() {
    super("MeanSquaredError", "mean_squared_error");
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("MeanSquaredError", yTrue, yPred);
    return Ops.mean(Ops.square(yTrue.minus(yPred)), -1);
  }
}
