package io.hornbill.activations;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The rectifier with a small slope for negative values.
 *
 * <pre>{@code x >= 0 ? x : negativeSlope * x}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class LeakyRelu extends NamedActivation<LeakyRelu> {
  private final double negativeSlope;

  /** Makes the function with its default settings. */
  public LeakyRelu() {
    this(new Config());
  }

  LeakyRelu(Config config) {
    super("leaky_relu", LeakyRelu::new);
    negativeSlope =
        Checks.finite(
            "leaky_relu",
            "negativeSlope",
            config.number("negative_slope", config.number("alpha", 0.2)));
  }

  /**
   * Sets the slope for negative values.
   *
   * @param negativeSlope the slope; by default 0.2
   * @return a function with that setting
   * @throws IllegalArgumentException if it is not finite
   */
  public LeakyRelu negativeSlope(double negativeSlope) {
    return with("negative_slope", negativeSlope);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Ops.where(Ops.greaterEqual(x, 0), x, x.times(negativeSlope));
  }

  @Override
  public Config config() {
    return new Config().with("negative_slope", negativeSlope);
  }
}
