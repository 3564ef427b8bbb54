package io.hornbill.losses;

import io.hornbill.graph.Checks;
import io.hornbill.graph.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * How many nats the predicted distribution costs more than the true one.
 *
 * <pre>{@code sum(yTrue * log(yTrue / yPred))}</pre>
 *
 * <p>Both are distributions over the last axis, cut to [1e-7, 1]. Targets and predictions have the
 * same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", new KlDivergence());}</pre>
 *
 * @see <a href="https://keras.io/api/losses/probabilistic_losses/">Keras</a>
 */
public final class KlDivergence extends NamedLoss<KlDivergence> {
  /** Makes the loss. */
  public KlDivergence() {
    this(new Config());
  }

  KlDivergence(Config config) {
    super("KLDivergence", "kl_divergence", KlDivergence::new, config);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    Checks.sameShape("KLDivergence", yTrue, yPred);
    Tensor p = Ops.clip(yTrue, Probabilities.EPSILON, 1);
    Tensor q = Ops.clip(yPred, Probabilities.EPSILON, 1);
    return Ops.sum(p.times(Ops.log(p.dividedBy(q))), -1);
  }
}
