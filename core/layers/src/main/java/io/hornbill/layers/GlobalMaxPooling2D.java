package io.hornbill.layers;

/**
 * The greatest element of each channel over height and width.
 *
 * <p>Input {@code [batch, height, width, channels]}, output {@code [batch, channels]}.
 */
public final class GlobalMaxPooling2D extends GlobalPooling<GlobalMaxPooling2D> {
  /** Makes a layer. */
  public GlobalMaxPooling2D() {
    super(true, 2);
  }
}
