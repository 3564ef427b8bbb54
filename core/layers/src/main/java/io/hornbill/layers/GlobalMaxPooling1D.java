package io.hornbill.layers;

/**
 * The greatest element of each channel over time.
 *
 * <p>Input {@code [batch, steps, channels]}, output {@code [batch, channels]}.
 */
public final class GlobalMaxPooling1D extends GlobalPooling<GlobalMaxPooling1D> {
  /** Makes a layer. */
  public GlobalMaxPooling1D() {
    super(true, 1);
  }
}
