package io.hornbill.layers;

/**
 * The mean of each channel over height and width.
 *
 * <p>Input {@code [batch, height, width, channels]}, output {@code [batch, channels]}.
 */
public final class GlobalAveragePooling2D extends GlobalPooling<GlobalAveragePooling2D> {
  /** Makes a layer. */
  public GlobalAveragePooling2D() {
    super(false, 2);
  }
}
