package io.hornbill.losses;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Categorical cross-entropy in which samples that are right already count less.
 *
 * <pre>{@code sum(alpha * (1 - yPred)^gamma * -yTrue * log(yPred))}</pre>
 *
 * <p>Predictions are probabilities: they are divided by their sum and cut to [1e-7, 1 - 1e-7].
 * Targets and predictions have the same shape {@code [batch, ..., classes]}. Example:
 *
 * <pre>{@code model.compile("adam", new CategoricalFocalCrossentropy().gamma(3));}</pre>
 *
 * @see <a href="https://arxiv.org/abs/1708.02002">The paper</a>
 */
public final class CategoricalFocalCrossentropy extends NamedLoss<CategoricalFocalCrossentropy> {
  private final List<Double> alpha;
  private final double gamma;
  private final boolean fromLogits;
  private final double labelSmoothing;
  private final int axis;

  /** Makes the loss with its default settings. */
  public CategoricalFocalCrossentropy() {
    this(new Config());
  }

  CategoricalFocalCrossentropy(Config config) {
    super(
        "CategoricalFocalCrossentropy",
        "categorical_focal_crossentropy",
        CategoricalFocalCrossentropy::new,
        config);
    alpha =
        Arrays.stream(config.numbers("alpha", 0.25))
            .map(value -> Checks.notNegative("CategoricalFocalCrossentropy", "alpha", value))
            .boxed()
            .toList();
    gamma = Checks.notNegative("CategoricalFocalCrossentropy", "gamma", config.number("gamma", 2));
    fromLogits = config.bool("from_logits", false);
    labelSmoothing =
        Checks.within(
            "CategoricalFocalCrossentropy",
            "labelSmoothing",
            config.number("label_smoothing", 0),
            0,
            1);
    axis = config.integer("axis", -1);
  }

  /**
   * Sets the weights of the classes.
   *
   * @param alpha one weight for all classes, or one per class of the last axis; by default 0.25
   * @return a loss with that setting
   * @throws IllegalArgumentException if one is negative
   */
  public CategoricalFocalCrossentropy alpha(double... alpha) {
    return with("alpha", Arrays.stream(alpha).boxed().toList());
  }

  /**
   * Sets how much right answers lose.
   *
   * @param gamma the exponent, at least 0; by default 2
   * @return a loss with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public CategoricalFocalCrossentropy gamma(double gamma) {
    return with("gamma", gamma);
  }

  /**
   * Says what the predictions are.
   *
   * @param fromLogits true for numbers that no activation was applied to; by default false, for
   *     probabilities
   * @return a loss with that setting
   */
  public CategoricalFocalCrossentropy fromLogits(boolean fromLogits) {
    return with("from_logits", fromLogits);
  }

  /**
   * Moves the targets towards indifference.
   *
   * @param labelSmoothing by how much, in [0, 1]; by default 0
   * @return a loss with that setting
   * @throws IllegalArgumentException if it is outside of [0, 1]
   */
  public CategoricalFocalCrossentropy labelSmoothing(double labelSmoothing) {
    return with("label_smoothing", labelSmoothing);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the classes; by default -1, the last
   * @return a loss with that setting
   */
  public CategoricalFocalCrossentropy axis(int axis) {
    return with("axis", axis);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("CategoricalFocalCrossentropy", yTrue, yPred);
    Tensor targets = Probabilities.smoothCategorical(yTrue, labelSmoothing);
    Tensor p = Probabilities.normalized(fromLogits ? Ops.softmax(yPred, axis) : yPred, axis);
    Tensor focal = Probabilities.power(p.negated().plus(1), gamma).times(targets).times(Ops.log(p));
    return Ops.sum(weighted(focal), axis).negated();
  }

  private Tensor weighted(Tensor focal) {
    if (alpha.size() == 1) {
      return focal.times(alpha.get(0));
    }
    Checks.argument(
        focal.dim(-1) == alpha.size(),
        "CategoricalFocalCrossentropy: alpha must have one weight per class. Received: %s weights for predictions %s. Give one weight for all, or as many as there are classes.",
        alpha.size(),
        focal.shape());
    double[] weights = alpha.stream().mapToDouble(Double::doubleValue).toArray();
    return focal.times(Ops.cast(Ops.constant(Nd4j.createFromArray(weights)), focal.dataType()));
  }

  @Override
  public Config config() {
    return super.config()
        .with("alpha", alpha.size() == 1 ? alpha.get(0) : alpha)
        .with("gamma", gamma)
        .with("from_logits", fromLogits)
        .with("label_smoothing", labelSmoothing)
        .with("axis", axis);
  }
}
