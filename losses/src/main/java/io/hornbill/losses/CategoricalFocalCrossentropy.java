package io.hornbill.losses;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
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
public final class CategoricalFocalCrossentropy
    extends SmoothCrossentropy<CategoricalFocalCrossentropy> {
  private static final Setting<List<Double>> ALPHA =
      Setting.of(
              "alpha",
              List.of(0.25),
              (config, key) -> Arrays.stream(config.numbers(key)).boxed().toList(),
              weights -> weights.size() == 1 ? weights.get(0) : weights)
          .check(
              "at least 0",
              (owner, name, weights) ->
                  weights.forEach(weight -> Checks.notNegative(owner, name, weight)));
  private static final Setting<Double> GAMMA = Setting.number("gamma", 2).notNegative();

  /** Makes the loss with its default settings. */
  public CategoricalFocalCrossentropy() {
    super(
        "CategoricalFocalCrossentropy",
        "categorical_focal_crossentropy",
        ALPHA,
        GAMMA,
        FROM_LOGITS,
        LABEL_SMOOTHING,
        AXIS);
  }

  /**
   * Sets the weights of the classes.
   *
   * @param alpha one weight for all classes, or one per class of the last axis; by default 0.25
   * @return a loss with that setting
   * @throws IllegalArgumentException if one is negative
   */
  public CategoricalFocalCrossentropy alpha(double... alpha) {
    return with(ALPHA, Arrays.stream(alpha).boxed().toList());
  }

  /**
   * Sets how much right answers lose.
   *
   * @param gamma the exponent, at least 0; by default 2
   * @return a loss with that setting
   */
  public CategoricalFocalCrossentropy gamma(double gamma) {
    return with(GAMMA, gamma);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("CategoricalFocalCrossentropy", yTrue, yPred);
    Tensor targets = Probabilities.smoothCategorical(yTrue, get(LABEL_SMOOTHING));
    int axis = get(AXIS);
    Tensor p = Probabilities.normalized(get(FROM_LOGITS) ? Ops.softmax(yPred, axis) : yPred, axis);
    Tensor focal =
        Probabilities.power(p.negated().plus(1), get(GAMMA)).times(targets).times(Ops.log(p));
    return Ops.sum(weighted(focal), axis).negated();
  }

  private Tensor weighted(Tensor focal) {
    List<Double> alpha = get(ALPHA);
    if (alpha.size() == 1) {
      return focal.times(alpha.get(0));
    }
    if (focal.dim(-1) != alpha.size()) {
      throw Fault.of("CategoricalFocalCrossentropy")
          .expected("alpha must have one weight per class")
          .received("%s weights for predictions %s", alpha.size(), focal.shape())
          .remedy("Give one weight for all, or as many as there are classes.")
          .argument();
    }
    double[] weights = alpha.stream().mapToDouble(Double::doubleValue).toArray();
    return focal.times(Ops.cast(Ops.constant(Nd4j.createFromArray(weights)), focal.dataType()));
  }
}
