package io.hornbill.optimizers;

import io.hornbill.base.Setting;

/** An optimizer with a number that keeps a divisor from 0. */
public abstract class StabilizedOptimizer<T extends StabilizedOptimizer<T>>
    extends ChainOptimizer<T> {
  private static final Setting<Double> EPSILON = Declarations.epsilon(0);

  /** Makes an optimizer; what it declares has {@link Declarations#epsilon} in it. */
  StabilizedOptimizer(double learningRate, Setting<?>... declared) {
    super(learningRate, declared);
  }

  /**
   * Sets the number that keeps a divisor from 0.
   *
   * @param epsilon the number, at least 0; by default that of the class
   */
  public T epsilon(double epsilon) {
    return with(EPSILON, epsilon);
  }

  final double epsilon() {
    return get(EPSILON);
  }
}
