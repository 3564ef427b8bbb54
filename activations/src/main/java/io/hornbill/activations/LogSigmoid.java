package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The logarithm of the logistic function.
 *
 * <pre>{@code -log(1 + exp(-x))}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class LogSigmoid implements ActivationFunction {
  /** Makes the function. */
  public LogSigmoid() {}

  @Override
  public Tensor apply(Tensor x) {
    return Ops.logSigmoid(x);
  }
}
