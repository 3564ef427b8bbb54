package io.hornbill.regularizers;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import java.util.function.UnaryOperator;

/**
 * A penalty on a weight or on the output of a layer, added to the loss and so to the gradient.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Regularizer quartic = w -> sum(square(square(w))).times(0.01);
 * var layer = new Dense(10).kernelRegularizer(quartic);
 * }</pre>
 */
@FunctionalInterface
public interface Regularizer extends UnaryOperator<Tensor> {
  /**
   * Computes the penalty of a weight.
   *
   * @param weight the weight, of any shape
   * @return a single number, of shape {@code []}
   */
  @Override
  Tensor apply(Tensor weight);

  /**
   * Computes the penalty of a layer's output: that of the whole batch over the number of samples,
   * as Keras does since version 2.
   *
   * @param output the output, of shape {@code [batch, …]}
   * @return a single number, of shape {@code []}
   */
  default Tensor applyToOutput(Tensor output) {
    long batch = output.rank() == 0 ? 1 : output.dim(0);
    return batch <= 0 ? apply(output) : apply(output).dividedBy((double) batch);
  }

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
