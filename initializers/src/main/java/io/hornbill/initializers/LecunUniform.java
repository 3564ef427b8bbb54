package io.hornbill.initializers;

/**
 * Draws uniformly so that forward signals keep their size.
 *
 * <pre>{@code
 * uniform in ±√(3 / fanIn)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelInitializer(new LecunUniform().seed(42));
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1007/978-3-642-35289-8_3">LeCun et al.: Efficient backprop
 *     (1998)</a>
 */
public final class LecunUniform extends FanInitializer<LecunUniform> {
  /** Makes the initializer. */
  public LecunUniform() {
    super("LecunUniform", new Variance(1, "fan_in", "uniform"));
  }
}
