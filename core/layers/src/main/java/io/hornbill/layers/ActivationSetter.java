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

  /**
   * Sets an activation function of the output, as Keras' {@code activation=LeakyReLU(0.2)} does.
   *
   * @param layer a {@link LeakyReLU}, {@link ReLU}, {@link ELU}, {@link Softmax} or {@link
   *     Activation}, whose settings count, but not its name
   * @return the layer
   * @throws IllegalArgumentException if the layer is another one
   */
  default T activation(Layer layer) {
    return activation(PartSettings.function(layer));
  }
}
