package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the poolings of one, two and three axes have in common.
 *
 * <p>Input {@code [batch, ...spatial, channels]}, output {@code [batch, ...places, channels]}.
 *
 * @param <T> the layer's own type
 */
abstract class Pooling<T extends Pooling<T>> extends KerasLayer<T> implements DataFormatSetter<T> {
  private static final Setting<List<Integer>> POOL_SIZE = Setting.integers("pool_size");

  private final boolean max;
  private final Setting<@Nullable List<Integer>> strides;

  /**
   * Makes a layer.
   *
   * @param max true for the greatest element, false for the mean
   * @param axes the number of spatial axes
   * @param poolSize the window, one length for all axes or one per axis
   */
  protected Pooling(boolean max, int axes, int... poolSize) {
    this.max = max;
    strides =
        Windows.perAxisOrNone(
            Setting.<@Nullable List<Integer>>of(
                "strides",
                null,
                (config, key) -> Windows.list(config.integers(key)),
                this::orPoolSize),
            axes,
            1);
    declare(Windows.perAxis(POOL_SIZE, axes, 2), strides, Windows.PADDING);
    set(POOL_SIZE, Windows.list(poolSize));
    declareDataFormat();
    expectRank(axes + 2, "[batch, …spatial, channels]");
  }

  private List<Integer> orPoolSize(@Nullable List<Integer> steps) {
    return steps == null ? get(POOL_SIZE) : steps;
  }

  /**
   * Sets the window, as the constructor does.
   *
   * @param poolSize one length for all axes or one per axis
   */
  public T poolSize(int... poolSize) {
    return with(POOL_SIZE, Windows.list(poolSize));
  }

  /**
   * Sets the steps of the window; without it they are the window's lengths.
   *
   * @param strides one for all axes or one per axis
   */
  public T strides(int... strides) {
    return with(this.strides, Windows.list(strides));
  }

  /**
   * Sets what happens at the borders.
   *
   * @param padding {@code "valid"} for none, {@code "same"} for as much as keeps the length;
   *     padding never counts
   */
  public T padding(String padding) {
    return with(Windows.PADDING, padding);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor last = channelsLast(x);
    int[] size = ints(POOL_SIZE);
    int[] steps = orPoolSize(get(strides)).stream().mapToInt(Integer::intValue).toArray();
    Window window =
        Windows.of(last.shape(), size, steps, Windows.ones(size.length), get(Windows.PADDING));
    Windows.requireRoom(owner(), "poolSize", last.shape(), Windows.list(size), window);
    List<Long> lengths = Windows.longs(size);
    Tensor y = max ? Ops.maxPool(last, lengths, window) : Ops.averagePool(last, lengths, window);
    return fromChannelsLast(y);
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
