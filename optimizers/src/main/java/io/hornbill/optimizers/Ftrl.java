package io.hornbill.optimizers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
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
  private double learningRatePower = -0.5;
  private double initialAccumulatorValue = 0.1;
  private double l1RegularizationStrength = 0.0;
  private double l2RegularizationStrength = 0.0;
  private double l2ShrinkageRegularizationStrength = 0.0;
  private double beta = 0.0;

  /** Makes the optimizer with its default settings and learning rate 0.001. */
  public Ftrl() {
    super(0.001);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3, which are the same.
   *
   * @return a new optimizer
   */
  public static Ftrl keras3() {
    return new Ftrl();
  }

  static Ftrl of(Config config) {
    Ftrl optimizer = new Ftrl().configured(config);
    optimizer.learningRatePower(config.number("learning_rate_power", optimizer.learningRatePower));
    optimizer.initialAccumulatorValue(
        config.number("initial_accumulator_value", optimizer.initialAccumulatorValue));
    optimizer.l1RegularizationStrength(
        config.number("l1_regularization_strength", optimizer.l1RegularizationStrength));
    optimizer.l2RegularizationStrength(
        config.number("l2_regularization_strength", optimizer.l2RegularizationStrength));
    optimizer.l2ShrinkageRegularizationStrength(
        config.number(
            "l2_shrinkage_regularization_strength", optimizer.l2ShrinkageRegularizationStrength));
    optimizer.beta(config.number("beta", optimizer.beta));
    return optimizer;
  }

  /**
   * Sets how the learning rate falls with the sum of squares.
   *
   * @param learningRatePower how the learning rate falls with the sum of squares, at most 0; -0.5
   *     at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is positive or not finite
   */
  public Ftrl learningRatePower(double learningRatePower) {
    requireNotBuilt("learningRatePower");
    Checks.argument(
        learningRatePower <= 0 && Double.isFinite(learningRatePower),
        "%s: learningRatePower must be at most 0 and finite. Received: %s. Give 0 or less.",
        owner(),
        learningRatePower);
    this.learningRatePower = learningRatePower;
    return this;
  }

  /**
   * Sets what the sums of squares start at.
   *
   * @param initialAccumulatorValue what the sums of squares start at, at least 0; 0.1 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl initialAccumulatorValue(double initialAccumulatorValue) {
    this.initialAccumulatorValue = epsilon("initialAccumulatorValue", initialAccumulatorValue);
    return this;
  }

  /**
   * Sets the penalty on the sizes of weights.
   *
   * @param l1RegularizationStrength the penalty on the sizes of weights, at least 0; 0.0 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl l1RegularizationStrength(double l1RegularizationStrength) {
    this.l1RegularizationStrength = epsilon("l1RegularizationStrength", l1RegularizationStrength);
    return this;
  }

  /**
   * Sets the penalty on the squares of weights.
   *
   * @param l2RegularizationStrength the penalty on the squares of weights, at least 0; 0.0 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl l2RegularizationStrength(double l2RegularizationStrength) {
    this.l2RegularizationStrength = epsilon("l2RegularizationStrength", l2RegularizationStrength);
    return this;
  }

  /**
   * Sets the penalty on squares that is added to the gradient only.
   *
   * @param l2ShrinkageRegularizationStrength the penalty on squares that is added to the gradient
   *     only, at least 0; 0.0 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl l2ShrinkageRegularizationStrength(double l2ShrinkageRegularizationStrength) {
    this.l2ShrinkageRegularizationStrength =
        epsilon("l2ShrinkageRegularizationStrength", l2ShrinkageRegularizationStrength);
    return this;
  }

  /**
   * Sets what is added to the roots of the sums of squares.
   *
   * @param beta what is added to the roots of the sums of squares, at least 0; 0.0 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Ftrl beta(double beta) {
    this.beta = epsilon("beta", beta);
    return this;
  }

  @Override
  public Config config() {
    return super.config()
        .with("learning_rate_power", learningRatePower)
        .with("initial_accumulator_value", initialAccumulatorValue)
        .with("l1_regularization_strength", l1RegularizationStrength)
        .with("l2_regularization_strength", l2RegularizationStrength)
        .with("l2_shrinkage_regularization_strength", l2ShrinkageRegularizationStrength)
        .with("beta", beta);
  }

  @Override
  List<Part> parts() {
    return List.of(
        new FollowTheLeader(
            learningRatePower,
            initialAccumulatorValue,
            l1RegularizationStrength,
            l2RegularizationStrength,
            l2ShrinkageRegularizationStrength,
            beta));
  }

  @Override
  Ftrl self() {
    return this;
  }
}
