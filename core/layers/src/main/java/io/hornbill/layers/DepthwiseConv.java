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
 * What depthwise convolutions have in common.
 *
 * @param <T> the layer's own type
 */
public abstract class DepthwiseConv<T extends DepthwiseConv<T>> extends Windowed<T>
    implements DepthwiseSetters<T> {
  private int depthMultiplier = 1;
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
    declareWeight("depthwise", "glorot_uniform");
    declareOptionalWeight("bias", "zeros", "use_bias");
  }

  /**
   * Sets how many output channels each input channel has.
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
    kernel = addWeight("kernel", kernelShape(channels, depthMultiplier), weight("depthwise"));
    long made = channels < 0 ? channels : channels * depthMultiplier;
    bias = addOptionalWeight("bias", Shape.of(made));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor last = channelsFirst() ? Axes.channelsLast(x) : x;
    Window window = Windows.of(last.shape(), kernelSize, strides, dilationRate, padding);
    Tensor y = depthwise(last, Built.of(kernel), window);
    y = activate("activation", bias == null ? y : y.plus(bias));
    return channelsFirst() ? Axes.channelsFirst(y) : y;
  }

  /** A convolution with as many groups as channels. */
  static Tensor depthwise(Tensor x, Variable kernel, Window window) {
    Shape shape = kernel.shape();
    long channels = shape.dim(-2);
    Shape grouped = shape.with(-2, 1).with(-1, channels * shape.last());
    return Ops.conv(x, Ops.reshape(kernel.tensor(), grouped.dims()), window, channels);
  }

  @Override
  public Config config() {
    return super.config().with("depth_multiplier", depthMultiplier);
  }

  @Override
  protected T configure(Config config) {
    return super.configure(config).depthMultiplier(config.integer("depth_multiplier", 1));
  }
}
