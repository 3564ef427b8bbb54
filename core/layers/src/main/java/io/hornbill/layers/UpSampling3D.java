package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Repeats each element along the three spatial axes.
 *
 * <p>Input {@code [batch, depth, height, width, channels]}, output of the same rank.
 */
public final class UpSampling3D extends KerasLayer<UpSampling3D>
    implements DataFormatSetter<UpSampling3D> {
  private static final Setting<List<Integer>> SIZE =
      Windows.perAxis(Setting.integers("size"), 3, 2);

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
    declare(SIZE);
    set(SIZE, Windows.list(size));
    declareDataFormat();
    expectRank(5, "[batch, depth, height, width, channels]");
  }

  /**
   * Sets the factors by Keras' name.
   *
   * @param size how often elements are repeated along each axis; one number stands for all
   */
  public UpSampling3D size(int... size) {
    return with(SIZE, Windows.list(size));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    int first = channelsFirst() ? 2 : 1;
    Tensor y = x;
    for (int i = 0; i < 3; i++) {
      y = Ops.repeat(y, get(SIZE).get(i), first + i);
    }
    return y;
  }
}
