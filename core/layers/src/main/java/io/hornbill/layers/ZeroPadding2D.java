package io.hornbill.layers;

/**
 * Adds zeros to both ends of height and width.
 *
 * <p>Input {@code [batch, height, width, channels]}, output of the same rank.
 *
 * <pre>{@code
 * new ZeroPadding2D(1, 1)
 * }</pre>
 */
public final class ZeroPadding2D extends Margins<ZeroPadding2D> {
  /** Makes a layer with a margin of 1. */
  public ZeroPadding2D() {
    this(1);
  }

  /**
   * Makes a layer.
   *
   * @param padding one number for all ends, one per axis for both of its ends, or two per axis for
   *     its start and end
   */
  public ZeroPadding2D(int... padding) {
    super(false, "padding", 2, padding);
  }

  /**
   * Sets the margins by Keras' name.
   *
   * @param padding one number for all ends, one per axis for both of its ends, or two per axis for
   *     its start and end
   */
  public ZeroPadding2D padding(int... padding) {
    return ends(padding);
  }
}
