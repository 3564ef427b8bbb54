package io.hornbill.layers;

/**
 * The maximum of each window over height and width (max pooling).
 *
 * <p>Input {@code [batch, height, width, channels]}, output {@code [batch, rows, columns,
 * channels]}.
 *
 * <pre>{@code
 * new MaxPooling2D(2, 2)
 * }</pre>
 */
public final class MaxPooling2D extends Pooling<MaxPooling2D> {
  /** Makes a layer with windows of 2 by 2. */
  public MaxPooling2D() {
    this(2);
  }

  /**
   * Makes a layer.
   *
   * @param poolSize height and width of the window; one number stands for both
   */
  public MaxPooling2D(int... poolSize) {
    super(true, 2, poolSize);
  }
}
