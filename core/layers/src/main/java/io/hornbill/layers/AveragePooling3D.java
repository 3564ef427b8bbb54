package io.hornbill.layers;

/**
 * The mean of each window over the three spatial axes.
 *
 * <p>Input {@code [batch, depth, height, width, channels]}, output {@code [batch, slices, rows,
 * columns, channels]}.
 *
 * <pre>{@code
 * new AveragePooling3D(2, 2, 2)
 * }</pre>
 */
public final class AveragePooling3D extends Pooling<AveragePooling3D> {
  /** Makes a layer with windows of length 2. */
  public AveragePooling3D() {
    this(2);
  }

  /**
   * Makes a layer.
   *
   * @param poolSize the lengths of the window; one number stands for all
   */
  public AveragePooling3D(int... poolSize) {
    super(false, 3, poolSize);
  }
}
