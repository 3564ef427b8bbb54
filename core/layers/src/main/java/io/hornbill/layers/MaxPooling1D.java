package io.hornbill.layers;

/**
 * The maximum of each window over time (max pooling).
 *
 * <p>Input {@code [batch, steps, channels]}, output {@code [batch, places, channels]}.
 *
 * <pre>{@code
 * new MaxPooling1D(2)
 * }</pre>
 */
public final class MaxPooling1D extends Pooling<MaxPooling1D> {
  /** Makes a layer with windows of length 2. */
  public MaxPooling1D() {
    this(2);
  }

  /**
   * Makes a layer.
   *
   * @param poolSize the length of the window
   */
  public MaxPooling1D(int... poolSize) {
    super(true, 1, poolSize);
  }
}
