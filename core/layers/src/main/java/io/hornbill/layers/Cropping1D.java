package io.hornbill.layers;

/**
 * Cuts elements off both ends of time.
 *
 * <p>Input {@code [batch, steps, channels]}, output of the same rank.
 *
 * <pre>{@code
 * new Cropping1D(1)
 * }</pre>
 */
public final class Cropping1D extends Margins<Cropping1D> {
  /** Makes a layer with a margin of 1. */
  public Cropping1D() {
    this(1);
  }

  /**
   * Makes a layer.
   *
   * @param cropping one number for all ends, one per axis for both of its ends, or two per axis for
   *     its start and end
   */
  public Cropping1D(int... cropping) {
    super(true, "cropping", 1, cropping);
  }

  /**
   * Sets the margins by Keras' name.
   *
   * @param cropping one number for all ends, one per axis for both of its ends, or two per axis for
   *     its start and end
   */
  public Cropping1D cropping(int... cropping) {
    return ends(cropping);
  }
}
