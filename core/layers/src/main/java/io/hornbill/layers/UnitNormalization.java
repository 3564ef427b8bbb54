package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * Scales each sample to Euclidean length 1 over some axes.
 *
 * <p>Input and output of any shape.
 */
public final class UnitNormalization extends KerasLayer<UnitNormalization> {
  private final int[] axis;

  /** Makes a layer that works over the last axis. */
  public UnitNormalization() {
    this(-1);
  }

  /**
   * Makes a layer.
   *
   * @param axis the axes, negative ones from the end
   */
  public UnitNormalization(int... axis) {
    this.axis = axis.clone();
    expectMinRank(2, "[batch, …, features]");
  }

  static UnitNormalization from(Config config) {
    return new UnitNormalization(config.integers("axis", -1)).configure(config);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor squares = Ops.sum(Ops.square(x), axis, true);
    return x.times(Ops.rsqrt(Ops.maximum(squares, 1e-12)));
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  public Config config() {
    Object one = axis.length == 1 ? (Object) axis[0] : Config.listOf(axis);
    return super.config().with("axis", one);
  }
}
