package io.hornbill.optimizers;

import io.hornbill.base.Config;

/** An optimizer that keeps a moving mean of the gradient and one of its square or size. */
abstract class MomentOptimizer<T extends MomentOptimizer<T>> extends ChainOptimizer<T> {
  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double epsilon;

  MomentOptimizer(double learningRate, double epsilon) {
    super(learningRate);
    this.epsilon = epsilon;
  }

  @Override
  T configured(Config config) {
    super.configured(config);
    beta1(config.number("beta_1", beta1));
    beta2(config.number("beta_2", beta2));
    return epsilon(ChainOptimizer.epsilonOf(config, epsilon));
  }

  /**
   * Sets how much of the moving mean of the gradient stays per step.
   *
   * @param beta1 the part that stays, in {@code [0, 1)}; 0.9 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is out of its range
   */
  public T beta1(double beta1) {
    this.beta1 = fading("beta1", beta1);
    return self();
  }

  /**
   * Sets how much of the moving mean square, or of the greatest size, stays per step.
   *
   * @param beta2 the part that stays, in {@code [0, 1)}; 0.999 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is out of its range
   */
  public T beta2(double beta2) {
    this.beta2 = fading("beta2", beta2);
    return self();
  }

  /**
   * Sets the number that keeps a divisor from 0.
   *
   * @param epsilon the number, at least 0; at first that of the class
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public T epsilon(double epsilon) {
    this.epsilon = epsilon("epsilon", epsilon);
    return self();
  }

  final double beta1() {
    return beta1;
  }

  final double beta2() {
    return beta2;
  }

  final double epsilon() {
    return epsilon;
  }

  @Override
  public Config config() {
    return super.config().with("beta_1", beta1).with("beta_2", beta2).with("epsilon", epsilon);
  }
}
