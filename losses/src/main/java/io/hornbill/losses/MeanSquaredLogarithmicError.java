package io.hornbill.losses;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * The mean of the squared differences of the logarithms, over the last axis. Negative values count
 * as 0.
 *
 * <pre>{@code mean((log(1 + yTrue) - log(1 + yPred))²)}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", new MeanSquaredLogarithmicError());}</pre>
 *
 * @see <a href="https://keras.io/api/losses/regression_losses/">Keras</a>
 */
public final class MeanSquaredLogarithmicError extends NamedLoss<MeanSquaredLogarithmicError> {
  /** Makes the loss. */
  public MeanSquaredLogarithmicError() {
    super("MeanSquaredLogarithmicError", "mean_squared_logarithmic_error");
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("MeanSquaredLogarithmicError", yTrue, yPred);
    return Ops.mean(Ops.square(logarithm(yPred).minus(logarithm(yTrue))), -1);
  }

  private static Tensor logarithm(Tensor x) {
    return Ops.log(Ops.maximum(x, Probabilities.EPSILON).plus(1));
  }
}
