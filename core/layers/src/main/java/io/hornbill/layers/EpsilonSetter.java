package io.hornbill.layers;

import io.hornbill.base.Setting;

/**
 * The setter of layers that divide by a spread.
 *
 * @param <T> the layer's own type
 */
interface EpsilonSetter<T> extends PartSetters<T> {
  /**
   * Sets what is added to the variance or the mean square.
   *
   * @param epsilon a small positive number
   * @return the layer
   */
  default T epsilon(double epsilon) {
    return with(Setting.number("epsilon", 1e-3), epsilon);
  }
}
