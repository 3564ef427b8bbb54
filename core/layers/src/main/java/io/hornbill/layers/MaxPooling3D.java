package io.hornbill.layers;

/**
 * The maximum of each window over the three spatial axes (max pooling).
 *
 * <p>Input {@code [batch, depth, height, width, channels]}, output {@code [batch, slices, rows,
 * columns, channels]}.
 *
 * <pre>{@code
 * new MaxPooling3D(2, 2, 2)
 * }</pre>
 */
public final class MaxPooling3D extends Pooling<MaxPooling3D> {
  /** Makes a layer with windows of length 2. */
  public MaxPooling3D() {
    this(2);
  }

  /**
   * Makes a layer.
   *
   * @param poolSize the lengths of the window; one number stands for all
   */
  public MaxPooling3D(int... poolSize) {
    super(true, 3, poolSize);
  }
}
