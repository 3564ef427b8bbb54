package io.hornbill.initializers;

/**
 * Draws normally so that forward and backward signals keep their size.
 *
 * <pre>{@code
 * truncated normal of standard deviation √(2 / (fanIn + fanOut))
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelInitializer(new GlorotNormal().seed(42));
 * }</pre>
 *
 * @see <a href="https://proceedings.mlr.press/v9/glorot10a.html">Glorot, Bengio: Understanding the
 *     difficulty of training deep feedforward neural networks (2010)</a>
 */
public final class GlorotNormal extends FanInitializer<GlorotNormal> {
  /** Makes the initializer. */
  public GlorotNormal() {
    super("GlorotNormal", new Variance(1, "fan_avg", "truncated_normal"));
  }
}
