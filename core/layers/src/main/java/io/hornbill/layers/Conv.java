package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
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
  private static final Setting<Integer> GROUPS = Setting.integer("groups", 1).positive();

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
    declare(FILTERS, GROUPS);
    set(FILTERS, filters);
    declareWeight("kernel", "glorot_uniform");
    declareOptionalWeight("bias", "zeros", "use_bias");
  }

  /**
   * Sets how many groups the channels fall into; each group of filters sees one group of channels.
   *
   * @param groups the number of groups, a divisor of channels and filters
   */
  public T groups(int groups) {
    set(GROUPS, groups);
    checkTogether();
    return self();
  }

  @Override
  protected void checkTogether() {
    if (get(FILTERS) % get(GROUPS) != 0) {
      throw Fault.of(className())
          .expected("groups must divide the filters")
          .received("groups %s, filters %s", get(GROUPS), get(FILTERS))
          .remedy("Change one of them.")
          .argument();
    }
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
    int filters = get(FILTERS);
    int groups = get(GROUPS);
    long channels = channels(input);
    if (channels % groups != 0 && channels >= 0) {
      throw Fault.of(owner())
          .expected("groups must divide the input's channels")
          .received("groups %s, input %s", groups, input)
          .remedy("Change one of them.")
          .argument();
    }
    long inputs = channels < 0 ? channels : channels / groups;
    kernel = addWeight("kernel", kernelShape(inputs, filters), weight("kernel"));
    bias = addOptionalWeight("bias", Shape.of(filters));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor last = channelsLast(x);
    Tensor y = Ops.conv(last, Built.of(kernel).tensor(), window(last.shape()), get(GROUPS));
    return fromChannelsLast(activate("activation", bias == null ? y : y.plus(bias)));
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
