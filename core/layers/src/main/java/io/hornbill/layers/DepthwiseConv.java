package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.Window;
import org.jspecify.annotations.Nullable;

/**
 * What depthwise convolutions have in common.
 *
 * @param <T> the layer's own type
 */
abstract class DepthwiseConv<T extends DepthwiseConv<T>> extends Windowed<T>
    implements DepthwiseSetters<T> {
  private @Nullable Variable kernel;
  private @Nullable Variable bias;

  /**
   * Makes a layer.
   *
   * @param axes the number of spatial axes
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  protected DepthwiseConv(int axes, int... kernelSize) {
    super(axes, kernelSize);
    declare(DEPTH_MULTIPLIER);
    declareWeight("depthwise", "glorot_uniform");
    declareOptionalWeight("bias", "zeros", "use_bias");
  }

  /**
   * Sets how many output channels each input channel has.
   *
   * @param depthMultiplier the number, at least 1
   */
  public T depthMultiplier(int depthMultiplier) {
    return with(DEPTH_MULTIPLIER, depthMultiplier);
  }

  /**
   * Returns the kernel.
   *
   * @return the weight
   * @throws IllegalStateException if the layer is not built
   */
  public final Variable kernel() {
    return Built.weight(this, "kernel", kernel);
  }

  /**
   * Returns the bias.
   *
   * @return the weight
   * @throws IllegalStateException if the layer is not built, or has none
   */
  public final Variable bias() {
    return Built.weight(this, "bias", bias);
  }

  @Override
  protected void build(Shape input) {
    int depthMultiplier = get(DEPTH_MULTIPLIER);
    long channels = channels(input);
    kernel = addWeight("kernel", kernelShape(channels, depthMultiplier), weight("depthwise"));
    long made = channels < 0 ? channels : channels * depthMultiplier;
    bias = addOptionalWeight("bias", Shape.of(made));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor last = channelsLast(x);
    Tensor y = depthwise(last, Built.of(kernel), window(last.shape()));
    return fromChannelsLast(activate("activation", bias == null ? y : y.plus(bias)));
  }

  /** A convolution with as many groups as channels. */
  static Tensor depthwise(Tensor x, Variable kernel, Window window) {
    Shape shape = kernel.shape();
    long channels = shape.dim(-2);
    Shape grouped = shape.with(-2, 1).with(-1, channels * shape.last());
    return Ops.conv(x, Ops.reshape(kernel.tensor(), grouped.dims()), window, channels);
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
