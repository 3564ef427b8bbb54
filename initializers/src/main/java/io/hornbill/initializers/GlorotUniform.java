package io.hornbill.initializers;

/**
 * Draws uniformly so that forward and backward signals keep their size: the default of most layers.
 *
 * <pre>{@code
 * uniform in ±√(6 / (fanIn + fanOut))
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelInitializer(new GlorotUniform().seed(42));
 * }</pre>
 *
 * @see <a href="https://proceedings.mlr.press/v9/glorot10a.html">Glorot, Bengio: Understanding the
 *     difficulty of training deep feedforward neural networks (2010)</a>
 */
public final class GlorotUniform extends FanInitializer<GlorotUniform> {
  /** Makes the initializer. */
  public GlorotUniform() {
    super("GlorotUniform", new Variance(1, "fan_avg", "uniform"));
  }
}
