package io.hornbill.losses;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * The negative log-likelihood of counts under predicted Poisson rates, up to a constant, over the
 * last axis.
 *
 * <pre>{@code mean(yPred - yTrue * log(yPred + 1e-7))}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", new Poisson());}</pre>
 *
 * @see <a href="https://keras.io/api/losses/probabilistic_losses/">Keras</a>
 */
public final class Poisson extends NamedLoss<Poisson> {
  /** Makes the loss. */
  public Poisson() {
    super("Poisson", "poisson");
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("Poisson", yTrue, yPred);
    Tensor logarithm = Ops.log(yPred.plus(Probabilities.EPSILON));
    return Ops.mean(yPred.minus(yTrue.times(logarithm)), -1);
  }
}
