package io.hornbill.layers;

/**
 * Adds zeros to both ends of the three spatial axes.
 *
 * <p>Input {@code [batch, depth, height, width, channels]}, output of the same rank.
 *
 * <pre>{@code
 * new ZeroPadding3D(1, 1, 1)
 * }</pre>
 */
public final class ZeroPadding3D extends Margins<ZeroPadding3D> {
  /** Makes a layer with a margin of 1. */
  public ZeroPadding3D() {
    this(1);
  }

  /**
   * Makes a layer.
   *
   * @param padding one number for all ends, one per axis for both of its ends, or two per axis for
   *     its start and end
   */
  public ZeroPadding3D(int... padding) {
    super(false, "padding", 3, padding);
  }

  /**
   * Sets the margins by Keras' name.
   *
   * @param padding one number for all ends, one per axis for both of its ends, or two per axis for
   *     its start and end
   */
  public ZeroPadding3D padding(int... padding) {
    return ends(padding);
  }
}
