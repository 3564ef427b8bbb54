package io.hornbill.layers;

/**
 * The mean of as many windows over height and width as the output has places.
 *
 * <p>Input {@code [batch, height, width, channels]}, output {@code [batch, rows, columns,
 * channels]}.
 *
 * <pre>{@code
 * new AdaptiveAveragePooling2D(4, 4)
 * }</pre>
 */
public final class AdaptiveAveragePooling2D extends AdaptivePooling<AdaptiveAveragePooling2D> {
  /**
   * Makes a layer.
   *
   * @param outputSize the lengths of the output; one number stands for all
   */
  public AdaptiveAveragePooling2D(int... outputSize) {
    super(false, 2, outputSize);
  }
}
