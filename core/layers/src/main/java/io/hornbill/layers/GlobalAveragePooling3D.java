package io.hornbill.layers;

/**
 * The mean of each channel over the three spatial axes.
 *
 * <p>Input {@code [batch, depth, height, width, channels]}, output {@code [batch, channels]}.
 */
public final class GlobalAveragePooling3D extends GlobalPooling<GlobalAveragePooling3D> {
  /** Makes a layer. */
  public GlobalAveragePooling3D() {
    super(false, 3);
  }
}
