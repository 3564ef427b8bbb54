package io.hornbill.layers;

/**
 * The mean of as many windows over time as the output has places.
 *
 * <p>Input {@code [batch, steps, channels]}, output {@code [batch, places, channels]}.
 *
 * <pre>{@code
 * new AdaptiveAveragePooling1D(4)
 * }</pre>
 */
public final class AdaptiveAveragePooling1D extends AdaptivePooling<AdaptiveAveragePooling1D> {
  /**
   * Makes a layer.
   *
   * @param outputSize the lengths of the output; one number stands for all
   */
  public AdaptiveAveragePooling1D(int... outputSize) {
    super(false, 1, outputSize);
  }
}
