package io.hornbill.layers;

import io.hornbill.activations.ActivationFunction;
import java.util.function.Consumer;

/**
 * Sets the parts of a layer by their names; what the {@code …Setters} interfaces stand on.
 *
 * @param <T> the layer's own type
 */
public interface PartSetters<T> {
  /**
   * Changes the settings of a weight.
   *
   * @param part its name in Keras' fields: {@code kernel}
   * @param change the change
   * @return the layer
   * @throws IllegalArgumentException if the layer has no such weight
   * @throws IllegalStateException if the layer is built
   */
  T setWeight(String part, Consumer<WeightSettings> change);

  /**
   * Sets an activation function.
   *
   * @param field Keras' field: {@code activation}
   * @param function the function
   * @return the layer
   * @throws IllegalArgumentException if the layer has no such function
   * @throws IllegalStateException if the layer is built
   */
  T setActivation(String field, ActivationFunction function);

  /**
   * Sets the seed of the layer's own randomness.
   *
   * @param seed the seed
   * @return the layer
   * @throws IllegalStateException if the layer is built
   */
  T setSeed(long seed);

  /**
   * Sets where the channel axis is.
   *
   * @param format {@code "channels_last"} or {@code "channels_first"}
   * @return the layer
   * @throws IllegalArgumentException if it is neither
   * @throws IllegalStateException if the layer is built
   */
  T setDataFormat(String format);
}
