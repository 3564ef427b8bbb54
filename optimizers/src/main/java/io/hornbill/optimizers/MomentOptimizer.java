package io.hornbill.optimizers;

import io.hornbill.base.Setting;

/** An optimizer that keeps a moving mean of the gradient and one of its square or size. */
public abstract class MomentOptimizer<T extends MomentOptimizer<T>> extends StabilizedOptimizer<T> {
  private static final Setting<Double> BETA_1 = Declarations.decayRate("beta_1", 0.9);
  private static final Setting<Double> BETA_2 = Declarations.decayRate("beta_2", 0.999);

  MomentOptimizer(double learningRate, double epsilon, Setting<?>... declared) {
    super(learningRate, BETA_1, BETA_2, Declarations.epsilon(epsilon));
    declare(declared);
  }

  /**
   * Sets how much of the moving mean of the gradient stays per step.
   *
   * @param beta1 the part that stays, in {@code [0, 1)}; 0.9 by default
   */
  public T beta1(double beta1) {
    return with(BETA_1, beta1);
  }

  /**
   * Sets how much of the moving mean square, or of the greatest size, stays per step.
   *
   * @param beta2 the part that stays, in {@code [0, 1)}; 0.999 by default
   */
  public T beta2(double beta2) {
    return with(BETA_2, beta2);
  }

  final double beta1() {
    return get(BETA_1);
  }

  final double beta2() {
    return get(BETA_2);
  }
}
