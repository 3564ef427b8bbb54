package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Window;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * What convolutions have in common: a kernel that moves over one to three spatial axes.
 *
 * @param <T> the layer's own type
 */
abstract class Windowed<T extends Windowed<T>> extends KerasLayer<T>
    implements ActivationSetter<T>, BiasSetters<T>, DataFormatSetter<T> {
  static final Setting<Integer> FILTERS = Setting.integer("filters", 1).positive();
  static final Setting<Integer> DEPTH_MULTIPLIER =
      Setting.integer("depth_multiplier", 1).positive();

  final int axes;
  private boolean sized;

  /**
   * Makes a layer.
   *
   * @param axes the number of spatial axes
   * @param kernelSize the lengths of the kernel; one number stands for all, none for a size that is
   *     set later
   */
  protected Windowed(int axes, int... kernelSize) {
    this.axes = axes;
    declareActivation("activation", "linear");
    declareDataFormat();
    declare(
        Windows.perAxis(Windows.KERNEL_SIZE, axes, 1),
        Windows.perAxis(Windows.STRIDES, axes, 1),
        axes == 1 ? Windows.CAUSAL_PADDING : Windows.PADDING,
        Windows.perAxis(Windows.DILATION_RATE, axes, 1));
    expectRank(axes + 2, "[batch, …spatial, channels]");
    if (kernelSize.length > 0) {
      kernelSize(kernelSize);
    }
  }

  /**
   * Sets the lengths of the kernel, where the constructor was not told them.
   *
   * @param kernelSize one length per spatial axis; one number stands for all
   */
  public T kernelSize(int... kernelSize) {
    set(Windows.KERNEL_SIZE, Windows.list(kernelSize));
    sized = true;
    return self();
  }

  /**
   * Sets the step of the kernel.
   *
   * @param strides one step per spatial axis; one number stands for all
   */
  public T strides(int... strides) {
    return with(Windows.STRIDES, Windows.list(strides));
  }

  /**
   * Sets what happens at the borders.
   *
   * @param padding {@code "valid"} for none, {@code "same"} for zeros around, so that with stride 1
   *     the lengths stay, or in one dimension {@code "causal"} for zeros before
   */
  public T padding(String padding) {
    return with(Windows.PADDING, padding);
  }

  /**
   * Sets the distance between the elements of the kernel.
   *
   * @param dilationRate one distance per spatial axis; one number stands for all
   */
  public T dilationRate(int... dilationRate) {
    return with(Windows.DILATION_RATE, Windows.list(dilationRate));
  }

  final int[] kernelSize() {
    if (!sized) {
      throw Fault.of(owner())
          .expected("there must be a size of the kernel")
          .received("none")
          .remedy("Give it behind the filters, or call kernelSize(3, 3).")
          .state();
    }
    return ints(Windows.KERNEL_SIZE);
  }

  final int[] strides() {
    return ints(Windows.STRIDES);
  }

  final int[] dilationRate() {
    return ints(Windows.DILATION_RATE);
  }

  /** How the kernel moves over an input with the channels last. */
  final Window window(Shape last) {
    Window window = Windows.of(last, kernelSize(), strides(), dilationRate(), get(Windows.PADDING));
    Windows.requireRoom(owner(), "kernelSize", last, get(Windows.KERNEL_SIZE), window);
    return window;
  }

  /** Checks strides against dilation, and pins the number of channels. */
  final long channels(Shape input) {
    Windows.checkSteps(owner(), strides(), dilationRate());
    int axis = channelsFirst() ? 1 : -1;
    expectAxis(axis, input.dim(axis));
    return input.dim(axis);
  }

  /** The shape of a kernel with these two axes at its end. */
  final Shape kernelShape(long inputs, long outputs) {
    long[] window = Arrays.stream(kernelSize()).asLongStream().toArray();
    return Shape.of(
        LongStream.concat(LongStream.of(window), LongStream.of(inputs, outputs)).toArray());
  }
}
