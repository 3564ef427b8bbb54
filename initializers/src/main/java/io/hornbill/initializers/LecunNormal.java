package io.hornbill.initializers;

/**
 * Draws normally so that forward signals keep their size; goes with self-normalizing activations.
 *
 * <pre>{@code
 * truncated normal of standard deviation √(1 / fanIn)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelInitializer(new LecunNormal().seed(42));
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1007/978-3-642-35289-8_3">LeCun et al.: Efficient backprop
 *     (1998)</a>
 */
public final class LecunNormal extends FanInitializer<LecunNormal> {
  /** Makes the initializer. */
  public LecunNormal() {
    super("LecunNormal", new Variance(1, "fan_in", "truncated_normal"));
  }
}
