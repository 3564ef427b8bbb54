package io.hornbill.optimizers.schedules;

import io.hornbill.base.Config;

/**
 * The learning rate as a function of the step.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Schedule hyperbola = step -> 0.1 / (1 + step);
 * var optimizer = new SGD().learningRate(hyperbola);
 * }</pre>
 */
@FunctionalInterface
public interface Schedule {
  /**
   * Returns the learning rate of a step.
   *
   * @param step how many steps were taken before, from 0
   * @return the learning rate, at least 0
   */
  double rate(long step);

  /**
   * {@return the name by which the registry finds it, as Keras writes it to files; by default the
   * simple name of the class}
   */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * {@return the settings in Keras' field names, as a new configuration; empty if there is nothing
   * to set}
   */
  default Config config() {
    return new Config();
  }
}
