package io.hornbill.layers;

import io.hornbill.base.Setting;
import org.jspecify.annotations.Nullable;

/**
 * Sets what a layer has declared; what the {@code …Setters} interfaces stand on.
 *
 * @param <T> the layer's own type
 */
interface PartSetters<T> {
  /**
   * Sets the value of a setting.
   *
   * @param setting its declaration, or another one of its key
   * @param value the value
   * @param <V> the type of the value
   * @return the layer
   * @throws IllegalArgumentException if the layer has no such setting, or the value is not allowed
   * @throws IllegalStateException if the layer is built
   */
  <V extends @Nullable Object> T with(Setting<V> setting, V value);
}
