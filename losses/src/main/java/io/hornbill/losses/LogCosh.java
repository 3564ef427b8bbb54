package io.hornbill.losses;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * The logarithm of the hyperbolic cosine of the differences, over the last axis: squared for small
 * differences and absolute for large ones.
 *
 * <pre>{@code mean(log(cosh(yPred - yTrue)))}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", new LogCosh());}</pre>
 *
 * @see <a href="https://keras.io/api/losses/regression_losses/">Keras</a>
 */
public final class LogCosh extends NamedLoss<LogCosh> {
  /** Makes the loss. */
  public LogCosh() {
    super("LogCosh", "log_cosh");
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("LogCosh", yTrue, yPred);
    // log(cosh(x)) = x + log(1 + exp(-2x)) - log(2), which does not overflow.
    Tensor x = yPred.minus(yTrue);
    return Ops.mean(x.plus(Ops.softplus(x.times(-2))).minus(Math.log(2)), -1);
  }
}
