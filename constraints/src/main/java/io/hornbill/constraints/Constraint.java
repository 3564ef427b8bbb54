package io.hornbill.constraints;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import java.util.function.UnaryOperator;

/**
 * Projects a weight onto the allowed weights, after each update.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Constraint small = w -> clip(w, -0.1, 0.1);
 * var layer = new Dense(10).kernelConstraint(small);
 * }</pre>
 */
@FunctionalInterface
public interface Constraint extends UnaryOperator<Tensor> {
  /**
   * Computes the allowed weight.
   *
   * @param weight the weight after the update, of any shape
   * @return the nearest allowed weight, of the same shape
   */
  @Override
  Tensor apply(Tensor weight);

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
