package io.hornbill.layers;

/**
 * The greatest element of each channel over the three spatial axes.
 *
 * <p>Input {@code [batch, depth, height, width, channels]}, output {@code [batch, channels]}.
 */
public final class GlobalMaxPooling3D extends GlobalPooling<GlobalMaxPooling3D> {
  /** Makes a layer. */
  public GlobalMaxPooling3D() {
    super(true, 3);
  }
}
