package io.hornbill.layers;

import io.hornbill.activations.ActivationFunction;
import io.hornbill.activations.Elu;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * {@code x} where it is positive, {@code alpha * (exp(x) - 1)} elsewhere.
 *
 * <p>Input and output of any shape.
 */
public final class ELU extends MaskedLayer<ELU> {
  private static final Setting<Double> ALPHA = number("alpha", 1.0).finite();

  /** Makes a layer with {@code alpha} 1.0. */
  public ELU() {
    this(1.0);
  }

  /**
   * Makes a layer.
   *
   * @param alpha minus the limit for small inputs
   */
  public ELU(double alpha) {
    declare(ALPHA);
    set(ALPHA, alpha);
  }

  /**
   * Sets minus the limit for small inputs.
   *
   * @param alpha 1 by default
   * @return this layer
   */
  public ELU alpha(double alpha) {
    set(ALPHA, alpha);
    return this;
  }

  @Override
  ActivationFunction function() {
    return new Elu().alpha(get(ALPHA));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return Ops.where(Ops.greater(x, 0), x, Ops.expm1(Ops.minimum(x, 0)).times(get(ALPHA)));
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
