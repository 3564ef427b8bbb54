package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * {@code x} where it is positive, {@code negativeSlope * x} elsewhere.
 *
 * <p>Input and output of any shape.
 */
public final class LeakyReLU extends KerasLayer<LeakyReLU> {
  private final double negativeSlope;

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
    this.negativeSlope = Checks.notNegative("LeakyReLU", "negativeSlope", negativeSlope);
  }

  static LeakyReLU from(Config config) {
    return new LeakyReLU(config.numbers("negative_slope", config.number("alpha", 0.3))[0])
        .configure(config);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return Ops.where(Ops.greaterEqual(x, 0), x, x.times(negativeSlope));
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  public Config config() {
    return super.config().with("negative_slope", negativeSlope);
  }
}
