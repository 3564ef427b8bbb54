package io.hornbill.layers;

import io.hornbill.activations.ActivationFunction;
import io.hornbill.activations.Activations;

/**
 * The setters of layers with an activation function of the output.
 *
 * @param <T> the layer's own type
 */
public interface ActivationSetter<T> extends PartSetters<T> {
  /**
   * Sets an activation function of the output.
   *
   * @param activation the function
   * @return the layer
   */
  default T activation(ActivationFunction activation) {
    return with(PartSettings.activation("activation", "linear"), activation);
  }

  /**
   * Sets an activation function of the output.
   *
   * @param activation the name of the function
   * @return the layer
   */
  default T activation(String activation) {
    return activation(Activations.get(activation));
  }
}
