package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.Window;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/**
 * One step of {@link ConvLSTM2D} and its kin: {@link LSTMCell} with convolutions for products.
 *
 * <pre>{@code
 * i, f, o = recurrentActivation(x * W + h * U + b),  g = activation(x * W + h * U + b)
 * c = f c + i g,  h = o activation(c)
 * }</pre>
 *
 * <p>Inputs {@code [batch, ...spatial, channels]} and the states {@code h} and {@code c}, {@code
 * [batch, ...places, filters]}; outputs {@code h}, {@code h}, {@code c}. The convolution of {@code
 * h} has stride 1 and keeps the lengths. Weights with the gates in the order {@code i, f, g, o}:
 * kernel {@code [...window, channels, 4 * filters]}, recurrent kernel {@code [...window, filters, 4
 * * filters]}, bias {@code [4 * filters]}. In dropout each gate has a mask of its own.
 *
 * <pre>{@code
 * Layer layer = new RNN(new ConvLSTMCell(2, 16, 3).padding("same"));
 * }</pre>
 */
public final class ConvLSTMCell extends GatedCell<ConvLSTMCell>
    implements RecurrentActivationSetter<ConvLSTMCell>, DataFormatSetter<ConvLSTMCell> {
  private static final int GATES = 4;

  private static final Setting<Boolean> UNIT_FORGET_BIAS = Setting.flag("unit_forget_bias", true);

  private final int axes;

  /**
   * Makes a cell.
   *
   * @param axes the number of spatial axes
   * @param filters the number of output channels
   * @param kernelSize the lengths of the kernels; one number stands for all
   */
  public ConvLSTMCell(int axes, int filters, int... kernelSize) {
    super("filters", filters, GATES, 2);
    this.axes = Checks.positive("ConvLSTMCell", "axes", axes);
    declare(
        Windows.perAxis(Windows.KERNEL_SIZE, axes, 1),
        Windows.perAxis(Windows.STRIDES, axes, 1),
        Windows.PADDING,
        Windows.perAxis(Windows.DILATION_RATE, axes, 1),
        UNIT_FORGET_BIAS);
    set(Windows.KERNEL_SIZE, Windows.list(kernelSize));
    declareDataFormat();
    expectRank(axes + 2, "[batch, …spatial, channels]");
  }

  static ConvLSTMCell from(Config config) {
    int[] kernelSize = config.integers("kernel_size", 1);
    return new ConvLSTMCell(kernelSize.length, config.integer("filters", 1), kernelSize)
        .configure(config);
  }

  /**
   * Sets the step of the input's convolution.
   *
   * @param strides one step per spatial axis; one number stands for all
   */
  public ConvLSTMCell strides(int... strides) {
    return with(Windows.STRIDES, Windows.list(strides));
  }

  /**
   * Sets what happens at the borders of the input.
   *
   * @param padding {@code "valid"} for none, {@code "same"} for zeros around
   */
  public ConvLSTMCell padding(String padding) {
    return with(Windows.PADDING, padding);
  }

  /**
   * Sets the distance between the elements of the input's kernel.
   *
   * @param dilationRate one distance per spatial axis; one number stands for all
   */
  public ConvLSTMCell dilationRate(int... dilationRate) {
    return with(Windows.DILATION_RATE, Windows.list(dilationRate));
  }

  /**
   * Sets whether the bias of the forget gate is initialized with ones.
   *
   * @param unitForgetBias false to leave it to the initializer
   */
  public ConvLSTMCell unitForgetBias(boolean unitForgetBias) {
    return with(UNIT_FORGET_BIAS, unitForgetBias);
  }

  int axes() {
    return axes;
  }

  @Override
  protected void build(Shape input) {
    Windows.checkSteps(owner(), ints(Windows.STRIDES), ints(Windows.DILATION_RATE));
    Shape last = channelsLast(input);
    if (!last.slice(1, last.rank()).isKnown()) {
      throw Fault.of(owner())
          .expected("the lengths of all axes but the batch and the time must be known")
          .received(input)
          .remedy("Give the model's input a full shape.")
          .argument();
    }
    Windows.places(owner(), last, get(Windows.KERNEL_SIZE), window(last));
    super.build(input);
    if (get(UNIT_FORGET_BIAS)) {
      LstmGates.beginRemembering(biasVariable(), units());
    }
    for (int axis = 1; axis < input.rank(); axis++) {
      expectAxis(axis, input.dim(axis));
    }
  }

  @Override
  Shape kernelShape(Shape input) {
    return kernelOf(channelsLast(input).last());
  }

  @Override
  Shape recurrentShape() {
    return kernelOf(units());
  }

  private Shape kernelOf(long channels) {
    LongStream window = Arrays.stream(ints(Windows.KERNEL_SIZE)).asLongStream();
    return Shape.of(window.toArray()).append(channels, (long) GATES * units());
  }

  private Window window(Shape last) {
    return Windows.of(
        last,
        ints(Windows.KERNEL_SIZE),
        ints(Windows.STRIDES),
        ints(Windows.DILATION_RATE),
        get(Windows.PADDING));
  }

  @Override
  public List<Shape> stateShapes(Shape input) {
    Shape last = channelsLast(input);
    Shape places = Windows.places(owner(), last, get(Windows.KERNEL_SIZE), window(last));
    Shape state =
        channelsFirst() ? Shape.of(units()).append(places.dims()) : places.append(units());
    return List.of(state, state);
  }

  /** The input's part of all gates, channels last, for one step or all. */
  @Override
  Tensor project(Tensor x) {
    boolean all = x.rank() == axes + 3;
    Tensor last = channelsLast(all ? Axes.joined(x) : x);
    Tensor y = convolve(last, kernel(), window(last.shape()));
    Variable bias = biasVariable();
    y = bias == null ? y : y.plus(bias);
    return all ? Axes.split(y, x.shape()) : y;
  }

  /** Gates that drop on their own have their copies of the channels: a group for each. */
  private Tensor convolve(Tensor x, Tensor kernel, Window window) {
    return Ops.conv(x, kernel, window, x.dim(-1) / kernel.dim(-2));
  }

  @Override
  List<Tensor> advance(Tensor projected, Tensor recurrentInput, List<Tensor> states) {
    Tensor h = channelsLast(recurrentInput);
    int[] ones = Windows.ones(axes);
    Window same = Windows.of(h.shape(), ints(Windows.KERNEL_SIZE), ones, ones, "same");
    Tensor sums = projected.plus(convolve(h, recurrentKernel(), same));
    List<Tensor> after = LstmGates.step(sums, channelsLast(states.get(1)), this);
    return after.stream().map(this::fromChannelsLast).toList();
  }

  private int channelAxis(int rank) {
    return channelsFirst() ? rank - axes - 1 : rank - 1;
  }

  @Override
  Shape maskShape(Shape shape) {
    int axis = channelAxis(shape.rank());
    return shape.with(axis, GATES * shape.dim(axis));
  }

  @Override
  Tensor toMask(Tensor x) {
    return Ops.concatenate(Collections.nCopies(GATES, x), channelAxis(x.rank()));
  }
}
