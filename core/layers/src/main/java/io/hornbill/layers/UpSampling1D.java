package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * Repeats each time step.
 *
 * <p>Input {@code [batch, steps, channels]}, output {@code [batch, steps * size, channels]}.
 */
public final class UpSampling1D extends KerasLayer<UpSampling1D> {
  private final int size;

  /** Makes a layer that repeats each step twice. */
  public UpSampling1D() {
    this(2);
  }

  /**
   * Makes a layer.
   *
   * @param size how often each step is repeated
   */
  public UpSampling1D(int size) {
    this.size = Checks.positive("UpSampling1D", "size", size);
    expectRank(3, "[batch, steps, channels]");
  }

  static UpSampling1D from(Config config) {
    int old = config.integer("length", 2);
    return new UpSampling1D(config.integers("size", old)[0]).configure(config);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return Ops.repeat(x, size, 1);
  }

  @Override
  public Config config() {
    return super.config().with("size", size);
  }
}
