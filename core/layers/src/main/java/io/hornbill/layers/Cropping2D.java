package io.hornbill.layers;

/**
 * Cuts elements off both ends of height and width.
 *
 * <p>Input {@code [batch, height, width, channels]}, output of the same rank.
 *
 * <pre>{@code
 * new Cropping2D(1, 1)
 * }</pre>
 */
public final class Cropping2D extends Margins<Cropping2D> {
  /** Makes a layer with a margin of 0. */
  public Cropping2D() {
    this(0);
  }

  /**
   * Makes a layer.
   *
   * @param cropping one number for all ends, one per axis for both of its ends, or two per axis for
   *     its start and end
   */
  public Cropping2D(int... cropping) {
    super(true, "cropping", 2, cropping);
  }

  /**
   * Sets the margins by Keras' name.
   *
   * @param cropping one number for all ends, one per axis for both of its ends, or two per axis for
   *     its start and end
   */
  public Cropping2D cropping(int... cropping) {
    return ends(cropping);
  }
}
