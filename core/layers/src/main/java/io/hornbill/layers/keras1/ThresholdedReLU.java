package io.hornbill.layers.keras1;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.KerasLayer;

/**
 * {@code x} where it exceeds {@code theta}, 0 elsewhere.
 *
 * <p>Input and output of any shape.
 */
public final class ThresholdedReLU extends KerasLayer<ThresholdedReLU> {
  private static final Setting<Double> THETA = number("theta", 1.0).notNegative();

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
    declare(THETA);
    set(THETA, theta);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return x.times(Ops.greater(x, get(THETA)));
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }
}
