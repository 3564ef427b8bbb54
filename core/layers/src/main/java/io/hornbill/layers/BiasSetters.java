package io.hornbill.layers;

import io.hornbill.base.Setting;

/**
 * The setters of layers with a bias that may be left out.
 *
 * @param <T> the layer's own type
 */
public interface BiasSetters<T> extends BiasValueSetters<T> {
  /**
   * Sets whether there is a bias.
   *
   * @param useBias false to leave it out
   * @return the layer
   */
  default T useBias(boolean useBias) {
    return with(Setting.flag("use_bias", true), useBias);
  }
}
