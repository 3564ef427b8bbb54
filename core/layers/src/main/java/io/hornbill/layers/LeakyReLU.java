package io.hornbill.layers;

import io.hornbill.activations.ActivationFunction;
import io.hornbill.activations.LeakyRelu;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * {@code x} where it is positive, {@code negativeSlope * x} elsewhere.
 *
 * <p>Input and output of any shape.
 */
public final class LeakyReLU extends MaskedLayer<LeakyReLU> {
  private static final Setting<Double> NEGATIVE_SLOPE =
      number("negative_slope", 0.3).alias("alpha").notNegative();

  /** Makes a layer with {@code negativeSlope} 0.3. */
  public LeakyReLU() {
    this(0.3);
  }

  /**
   * Makes a layer.
   *
   * @param negativeSlope the slope below 0, at least 0
   */
  public LeakyReLU(double negativeSlope) {
    declare(NEGATIVE_SLOPE);
    set(NEGATIVE_SLOPE, negativeSlope);
  }

  /**
   * Sets the slope for negative values.
   *
   * @param negativeSlope at least 0; 0.3 by default
   * @return this layer
   */
  public LeakyReLU negativeSlope(double negativeSlope) {
    set(NEGATIVE_SLOPE, negativeSlope);
    return this;
  }

  @Override
  ActivationFunction function() {
    return new LeakyRelu().negativeSlope(get(NEGATIVE_SLOPE));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return Ops.where(Ops.greaterEqual(x, 0), x, x.times(get(NEGATIVE_SLOPE)));
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
