package io.hornbill.layers;

import io.hornbill.base.Config;

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

  static GlobalAveragePooling2D from(Config config) {
    return new GlobalAveragePooling2D().configure(config);
  }
}
