package io.hornbill.layers;

import io.hornbill.initializers.Initializer;
import io.hornbill.initializers.Initializers;

/**
 * The setters of layers with a moving variance.
 *
 * @param <T> the layer's own type
 */
interface MovingVarianceSetters<T> extends PartSetters<T> {
  /**
   * Sets the initializer of the moving variance.
   *
   * @param initializer the initializer
   * @return the layer
   */
  default T movingVarianceInitializer(Initializer initializer) {
    return with(PartSettings.initializer("moving_variance_initializer", "zeros"), initializer);
  }

  /**
   * Sets the initializer of the moving variance.
   *
   * @param initializer the name of the initializer
   * @return the layer
   */
  default T movingVarianceInitializer(String initializer) {
    return movingVarianceInitializer(Initializers.get(initializer));
  }
}
