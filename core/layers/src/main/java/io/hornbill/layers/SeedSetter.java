package io.hornbill.layers;

/**
 * The setter of layers with randomness of their own.
 *
 * @param <T> the layer's own type
 */
public interface SeedSetter<T> extends PartSetters<T> {
  /**
   * Sets the seed of the layer's own randomness; without one it follows {@code Hornbill.seed}.
   *
   * @param seed the seed
   * @return the layer
   */
  default T seed(long seed) {
    return with(Layer.SEED, seed);
  }
}
