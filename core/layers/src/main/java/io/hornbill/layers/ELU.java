package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * {@code x} where it is positive, {@code alpha * (exp(x) - 1)} elsewhere.
 *
 * <p>Input and output of any shape.
 */
public final class ELU extends KerasLayer<ELU> {
  private final double alpha;

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
    this.alpha = Checks.finite("ELU", "alpha", alpha);
  }

  static ELU from(Config config) {
    return new ELU(config.numbers("alpha", 1.0)[0]).configure(config);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return Ops.where(Ops.greater(x, 0), x, Ops.expm1(Ops.minimum(x, 0)).times(alpha));
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  public Config config() {
    return super.config().with("alpha", alpha);
  }
}
