package io.hornbill.optimizers;

import io.hornbill.base.Setting;
import io.hornbill.optimizers.schedules.Schedule;
import java.util.List;

/**
 * Follows the regularized leader: sparse weights for sparse linear models.
 *
 * <pre>{@code
 * a' = a + g²
 * z = z + g + 2 * l2Shrinkage * w - (a'^-power - a^-power) / learningRate * w
 * w = (clip(z, -l1, l1) - z) / (a'^-power / learningRate + 2 * l2 + beta / learningRate)
 * a = a'
 * }</pre>
 *
 * <p>{@code power} is the power of the learning rate, {@code l1}, {@code l2} and {@code
 * l2Shrinkage} are the strengths of the penalties.
 *
 * <p>Example:
 *
 * <pre>{@code
 * model.compile(new Ftrl().l1RegularizationStrength(0.01), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://research.google/pubs/pub41159">McMahan et al.: Ad click prediction
 *     (2013)</a>
 */
public final class Ftrl extends ChainOptimizer<Ftrl> {
  private static final Setting<Double> LEARNING_RATE_POWER =
      Setting.number("learning_rate_power", -0.5)
          .only("at most 0 and finite", "Give 0 or less.", p -> p <= 0 && Double.isFinite(p));
  private static final Setting<Double> INITIAL_ACCUMULATOR_VALUE =
      Setting.number("initial_accumulator_value", 0.1).notNegative();
  private static final Setting<Double> L1 =
      Setting.number("l1_regularization_strength", 0).notNegative();
  private static final Setting<Double> L2 =
      Setting.number("l2_regularization_strength", 0).notNegative();
  private static final Setting<Double> L2_SHRINKAGE =
      Setting.number("l2_shrinkage_regularization_strength", 0).notNegative();
  private static final Setting<Double> BETA = Setting.number("beta", 0).notNegative();

  /** Makes the optimizer with its default settings and learning rate 0.001. */
  public Ftrl() {
    this(0.001);
  }

  /**
   * Makes the optimizer with a learning rate and default settings otherwise.
   *
   * @param learningRate the learning rate, at least 0
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl(double learningRate) {
    super(learningRate, LEARNING_RATE_POWER, INITIAL_ACCUMULATOR_VALUE, L1, L2, L2_SHRINKAGE, BETA);
  }

  /**
   * Makes the optimizer with a schedule of learning rates and default settings otherwise.
   *
   * @param learningRate gives the learning rate of each step
   */
  public Ftrl(Schedule learningRate) {
    this();
    learningRate(learningRate);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3, which are the same.
   *
   * @return a new optimizer
   */
  public static Ftrl keras3() {
    return new Ftrl();
  }

  /**
   * Sets how the learning rate falls with the sum of squares.
   *
   * @param learningRatePower how the learning rate falls with the sum of squares, at most 0; -0.5
   *     by default
   */
  public Ftrl learningRatePower(double learningRatePower) {
    return with(LEARNING_RATE_POWER, learningRatePower);
  }

  /**
   * Sets what the sums of squares start at.
   *
   * @param initialAccumulatorValue what the sums of squares start at, at least 0; 0.1 by default
   */
  public Ftrl initialAccumulatorValue(double initialAccumulatorValue) {
    return with(INITIAL_ACCUMULATOR_VALUE, initialAccumulatorValue);
  }

  /**
   * Sets the penalty on the sizes of weights.
   *
   * @param l1RegularizationStrength the penalty on the sizes of weights, at least 0; 0.0 by default
   */
  public Ftrl l1RegularizationStrength(double l1RegularizationStrength) {
    return with(L1, l1RegularizationStrength);
  }

  /**
   * Sets the penalty on the squares of weights.
   *
   * @param l2RegularizationStrength the penalty on the squares of weights, at least 0; 0.0 by
   *     default
   */
  public Ftrl l2RegularizationStrength(double l2RegularizationStrength) {
    return with(L2, l2RegularizationStrength);
  }

  /**
   * Sets the penalty on squares that is added to the gradient only.
   *
   * @param l2ShrinkageRegularizationStrength the penalty on squares that is added to the gradient
   *     only, at least 0; 0.0 by default
   */
  public Ftrl l2ShrinkageRegularizationStrength(double l2ShrinkageRegularizationStrength) {
    return with(L2_SHRINKAGE, l2ShrinkageRegularizationStrength);
  }

  /**
   * Sets what is added to the roots of the sums of squares.
   *
   * @param beta what is added to the roots of the sums of squares, at least 0; 0.0 by default
   */
  public Ftrl beta(double beta) {
    return with(BETA, beta);
  }

  @Override
  List<Part> parts() {
    return List.of(
        new FollowTheLeader(
            get(LEARNING_RATE_POWER),
            get(INITIAL_ACCUMULATOR_VALUE),
            get(L1),
            get(L2),
            get(L2_SHRINKAGE),
            get(BETA)));
  }
}
