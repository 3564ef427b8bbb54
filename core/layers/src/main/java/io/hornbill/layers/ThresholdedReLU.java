package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * {@code x} where it exceeds {@code theta}, 0 elsewhere.
 *
 * <p>Input and output of any shape.
 */
public final class ThresholdedReLU extends KerasLayer<ThresholdedReLU> {
  private final double theta;

  /** Makes a layer with {@code theta} 1.0. */
  public ThresholdedReLU() {
    this(1.0);
  }

  /**
   * Makes a layer.
   *
   * @param theta the threshold, at least 0
   */
  public ThresholdedReLU(double theta) {
    this.theta = Checks.notNegative("ThresholdedReLU", "theta", theta);
  }

  static ThresholdedReLU from(Config config) {
    return new ThresholdedReLU(config.numbers("theta", 1.0)[0]).configure(config);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return x.times(Ops.greater(x, theta));
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  public Config config() {
    return super.config().with("theta", theta);
  }
}
