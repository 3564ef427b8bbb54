package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What the adaptive poolings have in common: along each axis, window {@code i} of {@code n} goes
 * from {@code floor(i * length / n)} to {@code ceil((i + 1) * length / n)}.
 *
 * @param <T> the layer's own type
 */
abstract class AdaptivePooling<T extends AdaptivePooling<T>> extends KerasLayer<T>
    implements DataFormatSetter<T> {
  private static final Setting<List<Integer>> OUTPUT_SIZE = Setting.integers("output_size");

  /** Each place along an axis is an op of its own. */
  private static final int MOST = 1 << 14;

  private static final String RANGE = "from 1 to %s, one per spatial axis".formatted(MOST);

  private final boolean max;

  /**
   * Makes a layer.
   *
   * @param max true for the greatest element, false for the mean
   * @param axes the number of spatial axes
   * @param outputSize the lengths of the output; one number stands for all
   */
  protected AdaptivePooling(boolean max, int axes, int... outputSize) {
    this.max = max;
    declare(Windows.perAxis(OUTPUT_SIZE, axes, 1).check(RANGE, AdaptivePooling::check));
    set(OUTPUT_SIZE, Windows.list(outputSize));
    declareDataFormat();
    expectRank(axes + 2, "[batch, …spatial, channels]");
  }

  private static void check(String owner, String name, List<Integer> sizes) {
    if (!sizes.stream().allMatch(size -> size <= MOST)) {
      throw Fault.of(owner)
          .expected("%s must be at most %s", name, MOST)
          .received(sizes)
          .remedy("Give less.")
          .argument();
    }
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor y = x;
    int first = channelsFirst() ? 2 : 1;
    int[] outputSize = ints(OUTPUT_SIZE);
    for (int i = 0; i < outputSize.length; i++) {
      y = alongAxis(y, first + i, outputSize[i]);
    }
    return y;
  }

  private Tensor alongAxis(Tensor x, int axis, int places) {
    long length = x.dim(axis);
    if (length <= 0) {
      throw Fault.of(owner())
          .expected("the spatial axes must have known lengths")
          .received(x.shape())
          .remedy("Give the model's input a full shape.")
          .argument();
    }
    List<Tensor> windows = new ArrayList<>();
    for (long i = 0; i < places; i++) {
      long from = i * length / places;
      long to = ((i + 1) * length + places - 1) / places;
      Tensor window = Ops.slice(x, axis, from, to);
      windows.add(max ? Ops.max(window, axis, true) : Ops.mean(window, axis, true));
    }
    return Ops.concatenate(windows, axis);
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
