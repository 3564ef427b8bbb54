package io.hornbill.losses;

import static io.hornbill.losses.Dice.AXIS;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;
import java.util.Arrays;

/**
 * One minus the overlap of two masks by Tversky's index, which weighs the two kinds of errors.
 *
 * <pre>{@code
 * both = sum(yTrue * yPred)
 * 1 - both / (both + alpha * sum(yTrue * (1 - yPred)) + beta * sum((1 - yTrue) * yPred) + 1e-7)
 * }</pre>
 *
 * <p>Targets and predictions have the same shape, such as {@code [batch, height, width, classes]}.
 * Example:
 *
 * <pre>{@code model.compile("adam", new Tversky().alpha(0.3).beta(0.7));}</pre>
 *
 * @see <a href="https://arxiv.org/abs/1706.05721">Salehi, Erdogmus, Gholipour: Tversky loss
 *     function for image segmentation (2017)</a>
 */
public final class Tversky extends NamedLoss<Tversky> {
  private static final Setting<Double> ALPHA = Setting.number("alpha", 0.5).notNegative();
  private static final Setting<Double> BETA = Setting.number("beta", 0.5).notNegative();

  /** Makes the loss with its default settings. */
  public Tversky() {
    super("Tversky", "tversky", ALPHA, BETA, AXIS);
  }

  /**
   * Sets the weight of false negatives: what is in the target and not predicted.
   *
   * @param alpha the weight, at least 0; by default 0.5
   * @return a loss with that setting
   */
  public Tversky alpha(double alpha) {
    return with(ALPHA, alpha);
  }

  /**
   * Sets the weight of false positives: what is predicted and not in the target.
   *
   * @param beta the weight, at least 0; by default 0.5
   * @return a loss with that setting
   */
  public Tversky beta(double beta) {
    return with(BETA, beta);
  }

  /**
   * Sets the axes of the sums.
   *
   * @param axis the axes; by default none, which means all, so that the batch has one loss
   * @return a loss with that setting
   */
  public Tversky axis(int... axis) {
    return with(AXIS, Arrays.stream(axis).boxed().toList());
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("Tversky", yTrue, yPred);
    Tensor both = sum(yTrue.times(yPred));
    Tensor missed = sum(yPred.negated().plus(1).times(yTrue)).times(get(ALPHA));
    Tensor invented = sum(yPred.times(yTrue.negated().plus(1))).times(get(BETA));
    Tensor all = both.plus(missed).plus(invented).plus(Probabilities.EPSILON);
    return both.dividedBy(all).negated().plus(1);
  }

  private Tensor sum(Tensor x) {
    return Ops.sum(x, get(AXIS).stream().mapToInt(Integer::intValue).toArray());
  }
}
