package io.hornbill.base;

/**
 * A part with declared settings, which a registry makes from a configuration.
 *
 * @param <P> the part's own type
 */
public interface Configurable<P> {
  /**
   * Takes the settings of a configuration.
   *
   * @param config the settings, in Keras' field names; those of missing fields stay
   * @return the part with these settings: a new one if parts of this kind never change
   * @throws IllegalArgumentException if a value is not allowed
   */
  P configured(Config config);

  /** {@return a copy of the settings, with the declarations} */
  Settings settings();
}
