package io.hornbill.activations;

import io.hornbill.base.Config;
import io.hornbill.base.internal.Names;
import io.hornbill.graph.Tensor;
import java.util.function.UnaryOperator;

/**
 * A function that a layer applies to its output.
 *
 * <p>It is written in {@link io.hornbill.graph.Ops}, so its gradient is automatic. Your own is a
 * lambda:
 *
 * <pre>{@code
 * ActivationFunction swish = x -> x.times(sigmoid(x));
 * new Dense(32).activation(swish);
 * }</pre>
 *
 * @see Activations
 */
@FunctionalInterface
public interface ActivationFunction extends UnaryOperator<Tensor> {
  /**
   * Applies the function.
   *
   * @param x the input, of any shape
   * @return the output
   */
  @Override
  Tensor apply(Tensor x);

  /**
   * Returns the name.
   *
   * @return by default the class' name in snake case, {@code "activation"} for lambdas
   */
  default String name() {
    String simple = getClass().getSimpleName();
    return getClass().isHidden() || simple.isEmpty() ? "activation" : Names.snakeCase(simple);
  }

  /**
   * Returns the settings, from which {@link Activations#get(String, Config)} makes the function
   * again.
   *
   * @return the settings in Keras' field names; empty by default
   */
  default Config config() {
    return new Config();
  }
}
