package io.hornbill.initializers;

/**
 * Draws normally so that signals keep their size through rectifiers.
 *
 * <pre>{@code
 * truncated normal of standard deviation √(2 / fanIn)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelInitializer(new HeNormal().seed(42));
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1502.01852">He et al.: Delving deep into rectifiers
 *     (2015)</a>
 */
public final class HeNormal extends FanInitializer<HeNormal> {
  /** Makes the initializer. */
  public HeNormal() {
    super("HeNormal", new Variance(2, "fan_in", "truncated_normal"));
  }
}
