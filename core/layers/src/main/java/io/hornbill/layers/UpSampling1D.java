package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * Repeats each time step.
 *
 * <p>Input {@code [batch, steps, channels]}, output {@code [batch, steps * size, channels]}.
 */
public final class UpSampling1D extends KerasLayer<UpSampling1D> {
  private static final Setting<Integer> SIZE =
      Setting.of("size", 2, (config, key) -> config.firstInteger(key), value -> value)
          .alias("length")
          .positive()
          .atMost(Windows.LONGEST);

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
    declare(SIZE);
    set(SIZE, size);
    expectRank(3, "[batch, steps, channels]");
  }

  /**
   * Sets the factor by Keras' name.
   *
   * @param size how often each step is repeated
   */
  public UpSampling1D size(int size) {
    return with(SIZE, size);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return Ops.repeat(x, get(SIZE), 1);
  }
}
