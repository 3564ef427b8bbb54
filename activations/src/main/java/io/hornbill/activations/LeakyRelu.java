package io.hornbill.activations;

import io.hornbill.base.Setting;
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
  private static final Setting<Double> NEGATIVE_SLOPE =
      Setting.number("negative_slope", 0.2).alias("alpha").finite();

  /** Makes the function with its default settings. */
  public LeakyRelu() {
    super("leaky_relu", NEGATIVE_SLOPE);
  }

  /**
   * Sets the slope for negative values.
   *
   * @param negativeSlope the slope; by default 0.2
   * @return a function with that setting
   * @throws IllegalArgumentException if it is not finite
   */
  public LeakyRelu negativeSlope(double negativeSlope) {
    return with(NEGATIVE_SLOPE, negativeSlope);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Ops.leakyRelu(x, get(NEGATIVE_SLOPE));
  }
}
