package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * Repeats each sample along a new axis of time.
 *
 * <p>Input {@code [batch, features]}, output {@code [batch, n, features]}.
 */
public final class RepeatVector extends KerasLayer<RepeatVector> {
  private static final Setting<Integer> N = Setting.integer("n", 1).positive().atMost(1 << 24);

  /**
   * Makes a layer.
   *
   * @param n how often
   */
  public RepeatVector(int n) {
    declare(N);
    set(N, n);
    expectRank(2, "[batch, features]");
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return Ops.repeat(Ops.expandDims(x, 1), get(N), 1);
  }
}
