package io.hornbill.losses;

import static io.hornbill.losses.Probabilities.AXIS;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * Minus the cosine of the angle between target and prediction: -1 for the same direction, 0 for
 * right angles, 1 for opposite directions. A vector of zeros has the cosine 0 with all.
 *
 * <pre>{@code -sum(yTrue / |yTrue| * yPred / |yPred|)}</pre>
 *
 * <p>This is also {@code cosine_proximity}, the name in Keras 1 and 2. Targets and predictions have
 * the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", new CosineSimilarity());}</pre>
 *
 * @see <a href="https://keras.io/api/losses/regression_losses/">Keras</a>
 */
public final class CosineSimilarity extends NamedLoss<CosineSimilarity> {
  /** Makes the loss with its default settings. */
  public CosineSimilarity() {
    super("CosineSimilarity", "cosine_similarity", AXIS);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the vectors; by default -1, the last
   * @return a loss with that setting
   */
  public CosineSimilarity axis(int axis) {
    return with(AXIS, axis);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("CosineSimilarity", yTrue, yPred);
    int axis = get(AXIS);
    return Ops.sum(direction(yTrue, axis).times(direction(yPred, axis)), axis).negated();
  }

  private static Tensor direction(Tensor x, int axis) {
    Tensor squares = Ops.sum(Ops.square(x), axis, true);
    double least = Probabilities.EPSILON * Probabilities.EPSILON;
    return x.times(Ops.rsqrt(Ops.maximum(squares, least)));
  }
}
