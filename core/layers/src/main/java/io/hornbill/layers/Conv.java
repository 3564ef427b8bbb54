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
 * What the convolutions of one, two and three axes have in common.
 *
 * <p>Input {@code [batch, ...spatial, channels]}, output {@code [batch, ...places, filters]};
 * kernel {@code [...window, channels / groups, filters]}, bias {@code [filters]}.
 *
 * @param <T> the layer's own type
 */
public abstract class Conv<T extends Conv<T>> extends Windowed<T> implements KernelSetters<T> {
  private final int filters;
  private int groups = 1;
  private @Nullable Variable kernel;
  private @Nullable Variable bias;

  /**
   * Makes a layer.
   *
   * @param axes the number of spatial axes
   * @param filters the number of output channels
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  protected Conv(int axes, int filters, int... kernelSize) {
    super(axes, kernelSize);
    this.filters = Checks.positive(className(), "filters", filters);
    declareWeight("kernel", "glorot_uniform");
    declareOptionalWeight("bias", "zeros", "use_bias");
  }

  /**
   * Sets how many groups the channels fall into; each group of filters sees one group of channels.
   *
   * @param groups the number of groups, a divisor of channels and filters
   * @return this layer
   */
  public T groups(int groups) {
    requireNotBuilt("groups");
    Checks.positive(className(), "groups", groups);
    Checks.argument(
        filters % groups == 0,
        "%s: groups must divide the filters. Received: groups %s, filters %s. Change one of them.",
        className(),
        groups,
        filters);
    this.groups = groups;
    return self();
  }

  @Override
  protected void build(Shape input) {
    long channels = channels(input);
    Checks.argument(
        channels % groups == 0 || channels < 0,
        "%s: groups must divide the input's channels. Received: groups %s, input %s. Change one of them.",
        owner(),
        groups,
        input);
    long inputs = channels < 0 ? channels : channels / groups;
    kernel = addWeight("kernel", kernelShape(inputs, filters), weight("kernel"));
    bias = addOptionalWeight("bias", Shape.of(filters));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor last = channelsFirst() ? Axes.channelsLast(x) : x;
    Window window = Windows.of(last.shape(), kernelSize, strides, dilationRate, padding);
    Tensor y = Ops.conv(last, Built.of(kernel).tensor(), window, groups);
    y = activate("activation", bias == null ? y : y.plus(bias));
    return channelsFirst() ? Axes.channelsFirst(y) : y;
  }

  @Override
  public Config config() {
    return super.config().with("filters", filters).with("groups", groups);
  }

  @Override
  protected T configure(Config config) {
    return super.configure(config).groups(config.integer("groups", 1));
  }
}
