package io.hornbill.layers;

import io.hornbill.initializers.Initializer;
import io.hornbill.initializers.Initializers;

/**
 * The setters of layers with a moving mean.
 *
 * @param <T> the layer's own type
 */
interface MovingMeanSetters<T> extends PartSetters<T> {
  /**
   * Sets the initializer of the moving mean.
   *
   * @param initializer the initializer
   * @return the layer
   */
  default T movingMeanInitializer(Initializer initializer) {
    return with(PartSettings.initializer("moving_mean_initializer", "zeros"), initializer);
  }

  /**
   * Sets the initializer of the moving mean.
   *
   * @param initializer the name of the initializer
   * @return the layer
   */
  default T movingMeanInitializer(String initializer) {
    return movingMeanInitializer(Initializers.get(initializer));
  }
}
