package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * Repeats each sample along a new axis of time.
 *
 * <p>Input {@code [batch, features]}, output {@code [batch, n, features]}.
 */
public final class RepeatVector extends KerasLayer<RepeatVector> {
  private final int n;

  /**
   * Makes a layer.
   *
   * @param n how often
   */
  public RepeatVector(int n) {
    this.n = Checks.positive("RepeatVector", "n", n);
    expectRank(2, "[batch, features]");
  }

  static RepeatVector from(Config config) {
    return new RepeatVector(config.integer("n", 1)).configure(config);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return Ops.repeat(Ops.expandDims(x, 1), n, 1);
  }

  @Override
  public Config config() {
    return super.config().with("n", n);
  }
}
