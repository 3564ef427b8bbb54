package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.Window;
import org.jspecify.annotations.Nullable;

/**
 * What separable convolutions have in common.
 *
 * @param <T> the layer's own type
 */
public abstract class SeparableConv<T extends SeparableConv<T>> extends Windowed<T>
    implements DepthwiseSetters<T>, PointwiseSetters<T> {
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
    declare(FILTERS, DEPTH_MULTIPLIER);
    set(FILTERS, filters);
    declareWeight("depthwise", "glorot_uniform");
    declareWeight("pointwise", "glorot_uniform");
    declareOptionalWeight("bias", "zeros", "use_bias");
  }

  /**
   * Sets how many channels each input channel has after the first step.
   *
   * @param depthMultiplier the number, at least 1
   */
  public T depthMultiplier(int depthMultiplier) {
    return with(DEPTH_MULTIPLIER, depthMultiplier);
  }

  @Override
  protected void build(Shape input) {
    int filters = get(FILTERS);
    int depthMultiplier = get(DEPTH_MULTIPLIER);
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
    Tensor last = channelsLast(x);
    Tensor y = DepthwiseConv.depthwise(last, Built.of(depthwise), window(last.shape()));
    int[] ones = Windows.ones(axes);
    Window point = Windows.of(y.shape(), ones, ones, ones, "valid");
    y = Ops.conv(y, Built.of(pointwise).tensor(), point, 1);
    return fromChannelsLast(activate("activation", bias == null ? y : y.plus(bias)));
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
