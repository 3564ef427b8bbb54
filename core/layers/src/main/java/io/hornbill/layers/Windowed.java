package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.graph.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What convolutions have in common: a kernel that moves over one to three spatial axes.
 *
 * @param <T> the layer's own type
 */
public abstract class Windowed<T extends Windowed<T>> extends KerasLayer<T>
    implements ActivationSetter<T>, BiasSetters<T>, DataFormatSetter<T> {
  private static final List<String> PADDINGS = List.of("valid", "same", "causal");

  final int axes;
  final int[] kernelSize;
  int[] strides;
  int[] dilationRate;
  String padding = "valid";

  /**
   * Makes a layer.
   *
   * @param axes the number of spatial axes
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  protected Windowed(int axes, int... kernelSize) {
    this.axes = axes;
    this.kernelSize = Windows.perAxis(className(), "kernelSize", axes, kernelSize);
    strides = Windows.perAxis(className(), "strides", axes, 1);
    dilationRate = strides;
    declareActivation("activation", "linear");
    declareDataFormat();
    expectRank(axes + 2, "[batch, …spatial, channels]");
  }

  /**
   * Sets the step of the kernel.
   *
   * @param strides one step per spatial axis; one number stands for all
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
   * @param padding {@code "valid"} for none, {@code "same"} for zeros around, so that with stride 1
   *     the lengths stay, or in one dimension {@code "causal"} for zeros before
   * @return this layer
   * @throws IllegalArgumentException if it is none of them
   */
  public T padding(String padding) {
    requireNotBuilt("padding");
    this.padding =
        Windows.padding(className(), padding, isCausal() ? PADDINGS : PADDINGS.subList(0, 2));
    return self();
  }

  /** Whether zeros may be added before alone. */
  boolean isCausal() {
    return axes == 1;
  }

  /**
   * Sets the distance between the elements of the kernel.
   *
   * @param dilationRate one distance per spatial axis; one number stands for all
   * @return this layer
   */
  public T dilationRate(int... dilationRate) {
    requireNotBuilt("dilationRate");
    this.dilationRate = Windows.perAxis(className(), "dilationRate", axes, dilationRate);
    return self();
  }

  /** Checks strides against dilation, and pins the number of channels. */
  final long channels(Shape input) {
    Windows.checkSteps(owner(), strides, dilationRate);
    int axis = channelsFirst() ? 1 : -1;
    expectAxis(axis, input.dim(axis));
    return input.dim(axis);
  }

  /** The shape of a kernel with these two axes at its end. */
  final Shape kernelShape(long inputs, long outputs) {
    long[] window = Arrays.stream(kernelSize).asLongStream().toArray();
    return Shape.of(
        LongStream.concat(LongStream.of(window), LongStream.of(inputs, outputs)).toArray());
  }

  @Override
  public Config config() {
    return super.config()
        .with("kernel_size", Config.listOf(kernelSize))
        .with("strides", Config.listOf(strides))
        .with("padding", padding)
        .with("dilation_rate", Config.listOf(dilationRate));
  }

  @Override
  protected T configure(Config config) {
    super.configure(config);
    strides(config.integers("strides", 1));
    padding(config.text("padding", "valid"));
    return dilationRate(config.integers("dilation_rate", 1));
  }
}
