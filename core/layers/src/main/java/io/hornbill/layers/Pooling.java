package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.ops.Window;
import java.util.List;

/**
 * What the poolings of one, two and three axes have in common.
 *
 * <p>Input {@code [batch, ...spatial, channels]}, output {@code [batch, ...places, channels]}.
 *
 * @param <T> the layer's own type
 */
public abstract class Pooling<T extends Pooling<T>> extends KerasLayer<T>
    implements DataFormatSetter<T> {
  private static final List<String> PADDINGS = List.of("valid", "same");

  private final boolean max;
  private final int axes;
  private final int[] poolSize;
  private int[] strides;
  private String padding = "valid";

  /**
   * Makes a layer.
   *
   * @param max true for the greatest element, false for the mean
   * @param axes the number of spatial axes
   * @param poolSize the window, one length for all axes or one per axis
   */
  protected Pooling(boolean max, int axes, int... poolSize) {
    this.max = max;
    this.axes = axes;
    this.poolSize = Windows.perAxis(className(), "poolSize", axes, poolSize);
    strides = this.poolSize;
    declareDataFormat();
    expectRank(axes + 2, "[batch, …spatial, channels]");
  }

  /**
   * Sets the steps of the window; without it they are the window's lengths.
   *
   * @param strides one for all axes or one per axis
   * @return this layer
   */
  public T strides(int... strides) {
    requireNotBuilt("strides");
    this.strides = Windows.perAxis(className(), "strides", axes, strides);
    return self();
  }

  /**
   * Sets what happens at the borders.
   *
   * @param padding {@code "valid"} for none, {@code "same"} for as much as keeps the length;
   *     padding never counts
   * @return this layer
   */
  public T padding(String padding) {
    requireNotBuilt("padding");
    this.padding = Windows.padding(className(), padding, PADDINGS);
    return self();
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor last = channelsFirst() ? Axes.channelsLast(x) : x;
    int[] ones = Windows.perAxis(className(), "dilationRate", axes, 1);
    Window window = Windows.of(last.shape(), poolSize, strides, ones, padding);
    List<Long> size = Windows.longs(poolSize);
    Tensor y = max ? Ops.maxPool(last, size, window) : Ops.averagePool(last, size, window);
    return channelsFirst() ? Axes.channelsFirst(y) : y;
  }

  @Override
  public Config config() {
    return super.config()
        .with("pool_size", Config.listOf(poolSize))
        .with("strides", Config.listOf(strides))
        .with("padding", padding);
  }

  @Override
  protected T configure(Config config) {
    super.configure(config);
    strides(config.integers("strides", poolSize));
    return padding(config.text("padding", "valid"));
  }
}
