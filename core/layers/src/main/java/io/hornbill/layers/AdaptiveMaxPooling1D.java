package io.hornbill.layers;

/**
 * The greatest element of as many windows over time as the output has places.
 *
 * <p>Input {@code [batch, steps, channels]}, output {@code [batch, places, channels]}.
 *
 * <pre>{@code
 * new AdaptiveMaxPooling1D(4)
 * }</pre>
 */
public final class AdaptiveMaxPooling1D extends AdaptivePooling<AdaptiveMaxPooling1D> {
  /**
   * Makes a layer.
   *
   * @param outputSize the lengths of the output; one number stands for all
   */
  public AdaptiveMaxPooling1D(int... outputSize) {
    super(true, 1, outputSize);
  }
}
