package io.hornbill.layers;

import io.hornbill.activations.ActivationFunction;
import io.hornbill.activations.Activations;

/**
 * The setters of layers with an activation function of the gates.
 *
 * @param <T> the layer's own type
 */
interface RecurrentActivationSetter<T> extends PartSetters<T> {
  /**
   * Sets an activation function of the gates.
   *
   * @param recurrentActivation the function
   * @return the layer
   */
  default T recurrentActivation(ActivationFunction recurrentActivation) {
    return with(PartSettings.activation("recurrent_activation", "linear"), recurrentActivation);
  }

  /**
   * Sets an activation function of the gates.
   *
   * @param recurrentActivation the name of the function
   * @return the layer
   */
  default T recurrentActivation(String recurrentActivation) {
    return recurrentActivation(Activations.get(recurrentActivation));
  }

  /**
   * Sets an activation function of the gates: Keras 1's name of {@link #recurrentActivation}.
   *
   * @param innerActivation the name of the function
   * @return the layer
   * @throws IllegalArgumentException if the name is unknown
   */
  default T innerActivation(String innerActivation) {
    return recurrentActivation(innerActivation);
  }
}
