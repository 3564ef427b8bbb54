package io.hornbill.losses;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;

/**
 * Draws embeddings of the same class together and pushes those of others apart, by the cosine
 * distances of all pairs of a batch.
 *
 * <pre>{@code
 * d = max(1 - yPred · yPredᵀ, 0)
 * p = logsumexp of -gamma * (margin + d) * (margin - d) over the others of the class
 * n = logsumexp of gamma * max(1 + margin - d, 0) * (1 - margin - d) over the other classes
 * log(1 + exp(p + n))
 * }</pre>
 *
 * <p>Targets are class numbers {@code [batch]} or {@code [batch, 1]}; predictions {@code [batch,
 * features]} are vectors of length 1. Samples whose loss is 0 do not count in the mean. Example:
 *
 * <pre>{@code model.compile("adam", new Circle().gamma(64));}</pre>
 *
 * @see <a href="https://arxiv.org/abs/2002.10857">The paper</a>
 */
public final class Circle extends NamedLoss<Circle> {
  private static final Setting<Double> GAMMA = Setting.number("gamma", 80).positive();
  private static final Setting<Double> MARGIN = Setting.number("margin", 0.4).finite();
  private static final Setting<Boolean> REMOVE_DIAGONAL = Setting.flag("remove_diagonal", true);

  /** Stands for the logarithm of 0, finite so that gradients are. */
  private static final double NONE = -1e30;

  /** Makes the loss with its default settings. */
  public Circle() {
    super("Circle", "circle", GAMMA, MARGIN, REMOVE_DIAGONAL);
  }

  /**
   * Sets the scale.
   *
   * @param gamma the scale, above 0; by default 80
   * @return a loss with that setting
   * @throws IllegalArgumentException if it is not positive
   */
  public Circle gamma(double gamma) {
    return with(GAMMA, gamma);
  }

  /**
   * Sets the margin.
   *
   * @param margin the margin between the similarities within and between classes; by default 0.4
   * @return a loss with that setting
   * @throws IllegalArgumentException if it is not finite
   */
  public Circle margin(double margin) {
    return with(MARGIN, margin);
  }

  /**
   * Says whether samples are compared with themselves.
   *
   * @param removeDiagonal true, the default, to leave these pairs out
   * @return a loss with that setting
   */
  public Circle removeDiagonal(boolean removeDiagonal) {
    return with(REMOVE_DIAGONAL, removeDiagonal);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    if (yPred.rank() != 2) {
      throw Fault.of("Circle")
          .expected("predictions must be embeddings [batch, features]")
          .received(yPred.shape())
          .remedy("Flatten them first.")
          .argument();
    }
    Tensor classes = Ops.reshape(ClassNumbers.of("Circle", yTrue, yPred, -1), Shape.UNKNOWN, 1);
    Tensor distances = Ops.relu(Ops.matmul(yPred, yPred, false, true).negated().plus(1));
    Tensor same = Ops.equal(classes, Ops.transpose(classes));
    double gamma = get(GAMMA);
    double margin = get(MARGIN);
    Tensor positive = get(REMOVE_DIAGONAL) ? same.minus(diagonal(classes)) : same;
    Tensor negative = same.negated().plus(1);
    Tensor pull = Ops.relu(distances.plus(margin).times(positive));
    Tensor push = Ops.relu(distances.negated().plus(1 + margin).times(negative));
    Tensor p = pull.times(distances.minus(margin)).times(gamma);
    Tensor n = push.times(distances.negated().plus(1 - margin)).times(gamma);
    return Ops.softplus(among(positive, p).plus(among(negative, n)));
  }

  @Override
  public Tensor mask(Tensor yTrue, Tensor yPred, Tensor values) {
    return Ops.greater(values, 0);
  }

  /** The logarithm of the sum of exponentials of some elements of each row. */
  private static Tensor among(Tensor chosen, Tensor x) {
    return Ops.logsumexp(Ops.where(chosen, x, Ops.constant(NONE, x.dataType())), 1, false);
  }

  /** Ones on the diagonal, for a batch of any size. */
  private static Tensor diagonal(Tensor column) {
    Tensor rows = Ops.cumsum(Ops.onesLike(column), 0);
    return Ops.equal(rows, Ops.transpose(rows));
  }
}
