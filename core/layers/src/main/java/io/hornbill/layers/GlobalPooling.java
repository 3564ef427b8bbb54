package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.stream.IntStream;

/**
 * What the poolings over whole axes have in common.
 *
 * <p>Input {@code [batch, ...spatial, channels]}, output {@code [batch, channels]}.
 *
 * @param <T> the layer's own type
 */
abstract class GlobalPooling<T extends GlobalPooling<T>> extends KerasLayer<T>
    implements DataFormatSetter<T> {
  private static final Setting<Boolean> KEEP_DIMS = Setting.flag("keepdims", false);

  private final boolean max;

  /**
   * Makes a layer.
   *
   * @param max true for the greatest element, false for the mean
   * @param axes the number of spatial axes
   */
  protected GlobalPooling(boolean max, int axes) {
    this.max = max;
    declare(KEEP_DIMS);
    declareDataFormat();
    expectRank(axes + 2, "[batch, …spatial, channels]");
  }

  /**
   * Sets whether the spatial axes stay with length 1.
   *
   * @param keepdims true to keep them
   */
  public T keepdims(boolean keepdims) {
    return with(KEEP_DIMS, keepdims);
  }

  /** {@return whether the spatial axes stay with length 1} */
  protected final boolean keepsDims() {
    return get(KEEP_DIMS);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    int first = channelsFirst() ? 2 : 1;
    int[] axes = IntStream.range(first, first + x.rank() - 2).toArray();
    return max ? Ops.max(x, axes, keepsDims()) : Ops.mean(x, axes, keepsDims());
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
