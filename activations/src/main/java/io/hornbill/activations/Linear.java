package io.hornbill.activations;

import io.hornbill.graph.Tensor;

/**
 * The identity.
 *
 * <pre>{@code x}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class Linear implements ActivationFunction {
  /** Makes the function. */
  public Linear() {}

  @Override
  public Tensor apply(Tensor x) {
    return x;
  }
}
