package io.hornbill.layers;

/**
 * The mean of each window over height and width.
 *
 * <p>Input {@code [batch, height, width, channels]}, output {@code [batch, rows, columns,
 * channels]}.
 *
 * <pre>{@code
 * new AveragePooling2D(2, 2)
 * }</pre>
 */
public final class AveragePooling2D extends Pooling<AveragePooling2D> {
  /** Makes a layer with windows of 2 by 2. */
  public AveragePooling2D() {
    this(2);
  }

  /**
   * Makes a layer.
   *
   * @param poolSize height and width of the window; one number stands for both
   */
  public AveragePooling2D(int... poolSize) {
    super(false, 2, poolSize);
  }
}
