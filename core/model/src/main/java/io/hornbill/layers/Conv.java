package io.hornbill.layers;

import io.hornbill.graph.Checks;
import io.hornbill.graph.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.ops.Window;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What the convolutions of one, two and three axes have in common.
 *
 * <p>Input {@code [batch, ...spatial, channels]}, output {@code [batch, ...places, filters]};
 * kernel {@code [...window, channels / groups, filters]}, bias {@code [filters]}.
 *
 * @param <T> the layer's own type
 */
public abstract class Conv<T extends Conv<T>> extends FluentLayer<T>
    implements ActivationSetter<T>, KernelSetters<T>, BiasSetters<T>, DataFormatSetter<T> {
  private static final List<String> PADDINGS = List.of("valid", "same", "causal");

  private final int axes;
  private final int filters;
  private final int[] kernelSize;
  private int[] strides;
  private int[] dilationRate;
  private String padding = "valid";
  private int groups = 1;
  private @Nullable Variable kernel;
  private @Nullable Variable bias;

  /**
   * Makes a layer.
   *
   * @param axes the number of spatial axes
   * @param filters the number of output channels
   * @param kernelSize the window, one length for all axes or one per axis
   */
  protected Conv(int axes, int filters, int... kernelSize) {
    this.axes = axes;
    this.filters = Checks.positive(className(), "filters", filters);
    this.kernelSize = Windows.perAxis(className(), "kernelSize", axes, kernelSize);
    strides = Windows.perAxis(className(), "strides", axes, 1);
    dilationRate = strides;
    declareActivation("activation", "linear");
    declareWeight("kernel", "glorot_uniform");
    declareWeight("bias", "zeros").usedField("use_bias");
    declareDataFormat();
    expectRank(axes + 2, "[batch, …spatial, channels]");
  }

  /**
   * Sets the steps of the window.
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
   * @param padding {@code "valid"} for none, {@code "same"} for zeros that keep the length, {@code
   *     "causal"} (one axis only) for zeros before
   * @return this layer
   */
  public T padding(String padding) {
    requireNotBuilt("padding");
    this.padding =
        Windows.padding(className(), padding, axes == 1 ? PADDINGS : PADDINGS.subList(0, 2));
    return self();
  }

  /**
   * Sets the distance between the elements of the window.
   *
   * @param dilationRate one for all axes or one per axis
   * @return this layer
   */
  public T dilationRate(int... dilationRate) {
    requireNotBuilt("dilationRate");
    this.dilationRate = Windows.perAxis(className(), "dilationRate", axes, dilationRate);
    return self();
  }

  /**
   * Sets the number of groups of channels, each convolved by its own filters.
   *
   * @param groups a divisor of the channels and of the filters
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
    long channels = input.dim(channelsFirst() ? 1 : -1);
    Checks.argument(
        channels % groups == 0 || channels < 0,
        "%s: groups must divide the input's channels. Received: groups %s, input %s. Change one of them.",
        owner(),
        groups,
        input);
    Checks.argument(
        Arrays.stream(strides).allMatch(s -> s == 1)
            || Arrays.stream(dilationRate).allMatch(d -> d == 1),
        "%s: strides and dilationRate must not both exceed 1. Received: strides %s, dilationRate %s. Use one of them.",
        owner(),
        Arrays.toString(strides),
        Arrays.toString(dilationRate));
    long inputs = channels < 0 ? channels : channels / groups;
    long[] window = Arrays.stream(kernelSize).asLongStream().toArray();
    Shape shape =
        Shape.of(
            LongStream.concat(LongStream.of(window), LongStream.of(inputs, filters)).toArray());
    kernel = addWeight("kernel", shape, weight("kernel"));
    bias = weight("bias").isUsed() ? addWeight("bias", Shape.of(filters), weight("bias")) : null;
    expectAxis(channelsFirst() ? 1 : -1, channels);
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
    return super.config()
        .with("filters", filters)
        .with("kernel_size", Config.listOf(kernelSize))
        .with("strides", Config.listOf(strides))
        .with("padding", padding)
        .with("dilation_rate", Config.listOf(dilationRate))
        .with("groups", groups);
  }

  @Override
  protected T configure(Config config) {
    super.configure(config);
    strides(config.integers("strides", 1));
    padding(config.text("padding", "valid"));
    dilationRate(config.integers("dilation_rate", 1));
    return groups(config.integer("groups", 1));
  }
}
