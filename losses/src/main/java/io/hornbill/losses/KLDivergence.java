package io.hornbill.losses;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * How many nats the predicted distribution costs more than the true one.
 *
 * <pre>{@code sum(yTrue * log(yTrue / yPred))}</pre>
 *
 * <p>Both are distributions over the last axis, cut to [1e-7, 1]. Targets and predictions have the
 * same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", new KLDivergence());}</pre>
 *
 * @see <a href="https://keras.io/api/losses/probabilistic_losses/">Keras</a>
 */
public final class KLDivergence extends NamedLoss<KLDivergence> {
  /** Makes the loss. */
  public KLDivergence() {
    super("KLDivergence", "kl_divergence");
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("KLDivergence", yTrue, yPred);
    Tensor p = Ops.clip(yTrue, Probabilities.EPSILON, 1);
    Tensor q = Ops.clip(yPred, Probabilities.EPSILON, 1);
    return Ops.sum(p.times(Ops.log(p.dividedBy(q))), -1);
  }
}
