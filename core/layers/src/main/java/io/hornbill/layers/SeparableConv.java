package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.ops.Window;
import org.jspecify.annotations.Nullable;

/**
 * What separable convolutions have in common.
 *
 * @param <T> the layer's own type
 */
public abstract class SeparableConv<T extends SeparableConv<T>> extends Windowed<T>
    implements DepthwiseSetters<T>, PointwiseSetters<T> {
  private final int filters;
  private int depthMultiplier = 1;
  private @Nullable Variable depthwise;
  private @Nullable Variable pointwise;
  private @Nullable Variable bias;

  /**
   * Makes a layer.
   *
   * @param axes the number of spatial axes
   * @param filters the number of output channels
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  protected SeparableConv(int axes, int filters, int... kernelSize) {
    super(axes, kernelSize);
    this.filters = Checks.positive(className(), "filters", filters);
    declareWeight("depthwise", "glorot_uniform");
    declareWeight("pointwise", "glorot_uniform");
    declareOptionalWeight("bias", "zeros", "use_bias");
  }

  /**
   * Sets how many channels each input channel has after the first step.
   *
   * @param depthMultiplier the number, at least 1
   * @return this layer
   */
  public T depthMultiplier(int depthMultiplier) {
    requireNotBuilt("depthMultiplier");
    this.depthMultiplier = Checks.positive(className(), "depthMultiplier", depthMultiplier);
    return self();
  }

  @Override
  protected void build(Shape input) {
    long channels = channels(input);
    Shape first = kernelShape(channels, depthMultiplier);
    depthwise = addWeight("depthwise_kernel", first, weight("depthwise"));
    Shape second = first.with(-1, filters);
    for (int i = 0; i < axes; i++) {
      second = second.with(i, 1);
    }
    long mixed = channels < 0 ? channels : channels * depthMultiplier;
    pointwise = addWeight("pointwise_kernel", second.with(-2, mixed), weight("pointwise"));
    bias = addOptionalWeight("bias", Shape.of(filters));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor last = channelsFirst() ? Axes.channelsLast(x) : x;
    Window window = Windows.of(last.shape(), kernelSize, strides, dilationRate, padding);
    Tensor y = DepthwiseConv.depthwise(last, Built.of(depthwise), window);
    int[] ones = Windows.perAxis(className(), "strides", axes, 1);
    Window point = Windows.of(y.shape(), ones, ones, ones, "valid");
    y = Ops.conv(y, Built.of(pointwise).tensor(), point, 1);
    y = activate("activation", bias == null ? y : y.plus(bias));
    return channelsFirst() ? Axes.channelsFirst(y) : y;
  }

  @Override
  public Config config() {
    return super.config().with("filters", filters).with("depth_multiplier", depthMultiplier);
  }

  @Override
  protected T configure(Config config) {
    return super.configure(config).depthMultiplier(config.integer("depth_multiplier", 1));
  }
}
