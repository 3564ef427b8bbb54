package io.hornbill.layers;

/**
 * Adds zeros to both ends of time.
 *
 * <p>Input {@code [batch, steps, channels]}, output of the same rank.
 *
 * <pre>{@code
 * new ZeroPadding1D(1)
 * }</pre>
 */
public final class ZeroPadding1D extends Margins<ZeroPadding1D> {
  /** Makes a layer with a margin of 1. */
  public ZeroPadding1D() {
    this(1);
  }

  /**
   * Makes a layer.
   *
   * @param padding one number for all ends, one per axis for both of its ends, or two per axis for
   *     its start and end
   */
  public ZeroPadding1D(int... padding) {
    super(false, "padding", 1, padding);
  }

  /**
   * Sets the margins by Keras' name.
   *
   * @param padding one number for all ends, one per axis for both of its ends, or two per axis for
   *     its start and end
   */
  public ZeroPadding1D padding(int... padding) {
    return ends(padding);
  }
}
