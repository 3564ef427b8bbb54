package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Scales each sample to Euclidean length 1 over some axes.
 *
 * <p>Input and output of any shape.
 */
public final class UnitNormalization extends MaskedLayer<UnitNormalization> {
  private static final Setting<List<Integer>> AXIS = axes("axis", -1);

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
    declare(AXIS);
    set(AXIS, list(axis));
    expectMinRank(2, "[batch, …, features]");
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor squares = Ops.sum(Ops.square(x), ints(AXIS), true);
    return x.times(Ops.rsqrt(Ops.maximum(squares, 1e-12)));
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
