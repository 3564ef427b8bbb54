package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * Repeats each element along the three spatial axes.
 *
 * <p>Input {@code [batch, depth, height, width, channels]}, output of the same rank.
 */
public final class UpSampling3D extends KerasLayer<UpSampling3D>
    implements DataFormatSetter<UpSampling3D> {
  private final int[] size;

  /** Makes a layer that repeats each element twice along each axis. */
  public UpSampling3D() {
    this(2);
  }

  /**
   * Makes a layer.
   *
   * @param size how often elements are repeated along each axis; one number stands for all
   */
  public UpSampling3D(int... size) {
    this.size = Windows.perAxis("UpSampling3D", "size", 3, size);
    declareDataFormat();
    expectRank(5, "[batch, depth, height, width, channels]");
  }

  static UpSampling3D from(Config config) {
    return new UpSampling3D(config.integers("size", 2)).configure(config);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    int first = channelsFirst() ? 2 : 1;
    Tensor y = x;
    for (int i = 0; i < 3; i++) {
      y = Ops.repeat(y, size[i], first + i);
    }
    return y;
  }

  @Override
  public Config config() {
    return super.config().with("size", Config.listOf(size));
  }
}
