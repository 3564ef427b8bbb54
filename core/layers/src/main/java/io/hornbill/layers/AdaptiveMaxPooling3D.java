package io.hornbill.layers;

/**
 * The greatest element of as many windows over the three spatial axes as the output has places.
 *
 * <p>Input {@code [batch, depth, height, width, channels]}, output {@code [batch, slices, rows,
 * columns, channels]}.
 *
 * <pre>{@code
 * new AdaptiveMaxPooling3D(4, 4, 4)
 * }</pre>
 */
public final class AdaptiveMaxPooling3D extends AdaptivePooling<AdaptiveMaxPooling3D> {
  /**
   * Makes a layer.
   *
   * @param outputSize the lengths of the output; one number stands for all
   */
  public AdaptiveMaxPooling3D(int... outputSize) {
    super(true, 3, outputSize);
  }
}
