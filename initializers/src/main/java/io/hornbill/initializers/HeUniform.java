package io.hornbill.initializers;

/**
 * Draws uniformly so that signals keep their size through rectifiers.
 *
 * <pre>{@code
 * uniform in ±√(6 / fanIn)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelInitializer(new HeUniform().seed(42));
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1502.01852">He et al.: Delving deep into rectifiers
 *     (2015)</a>
 */
public final class HeUniform extends FanInitializer<HeUniform> {
  /** Makes the initializer. */
  public HeUniform() {
    super("HeUniform", new Variance(2, "fan_in", "uniform"));
  }
}
