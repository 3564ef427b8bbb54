package io.hornbill.layers;

/**
 * The mean of as many windows over the three spatial axes as the output has places.
 *
 * <p>Input {@code [batch, depth, height, width, channels]}, output {@code [batch, slices, rows,
 * columns, channels]}.
 *
 * <pre>{@code
 * new AdaptiveAveragePooling3D(4, 4, 4)
 * }</pre>
 */
public final class AdaptiveAveragePooling3D extends AdaptivePooling<AdaptiveAveragePooling3D> {
  /**
   * Makes a layer.
   *
   * @param outputSize the lengths of the output; one number stands for all
   */
  public AdaptiveAveragePooling3D(int... outputSize) {
    super(false, 3, outputSize);
  }
}
