package io.hornbill.layers;

/**
 * The mean of each window over time.
 *
 * <p>Input {@code [batch, steps, channels]}, output {@code [batch, places, channels]}.
 *
 * <pre>{@code
 * new AveragePooling1D(2)
 * }</pre>
 */
public final class AveragePooling1D extends Pooling<AveragePooling1D> {
  /** Makes a layer with windows of length 2. */
  public AveragePooling1D() {
    this(2);
  }

  /**
   * Makes a layer.
   *
   * @param poolSize the lengths of the window; one number stands for all
   */
  public AveragePooling1D(int... poolSize) {
    super(false, 1, poolSize);
  }
}
