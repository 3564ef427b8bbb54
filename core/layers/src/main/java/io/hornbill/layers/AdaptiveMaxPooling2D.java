package io.hornbill.layers;

/**
 * The greatest element of as many windows over height and width as the output has places.
 *
 * <p>Input {@code [batch, height, width, channels]}, output {@code [batch, rows, columns,
 * channels]}.
 *
 * <pre>{@code
 * new AdaptiveMaxPooling2D(4, 4)
 * }</pre>
 */
public final class AdaptiveMaxPooling2D extends AdaptivePooling<AdaptiveMaxPooling2D> {
  /**
   * Makes a layer.
   *
   * @param outputSize the lengths of the output; one number stands for all
   */
  public AdaptiveMaxPooling2D(int... outputSize) {
    super(true, 2, outputSize);
  }
}
