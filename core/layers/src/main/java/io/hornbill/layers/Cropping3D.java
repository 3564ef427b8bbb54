package io.hornbill.layers;

/**
 * Cuts elements off both ends of the three spatial axes.
 *
 * <p>Input {@code [batch, depth, height, width, channels]}, output of the same rank.
 *
 * <pre>{@code
 * new Cropping3D(1, 1, 1)
 * }</pre>
 */
public final class Cropping3D extends Margins<Cropping3D> {
  /** Makes a layer with a margin of 1. */
  public Cropping3D() {
    this(1);
  }

  /**
   * Makes a layer.
   *
   * @param cropping one number for all ends, one per axis for both of its ends, or two per axis for
   *     its start and end
   */
  public Cropping3D(int... cropping) {
    super(true, "cropping", 3, cropping);
  }

  /**
   * Sets the margins by Keras' name.
   *
   * @param cropping one number for all ends, one per axis for both of its ends, or two per axis for
   *     its start and end
   */
  public Cropping3D cropping(int... cropping) {
    return ends(cropping);
  }
}
