package io.hornbill.layers;

/**
 * What the convolutional LSTM layers of one to three spatial axes have in common.
 *
 * <p>Input {@code [batch, time, ...spatial, channels]}, and if you like the first {@code h} and
 * {@code c}, {@code [batch, ...places, filters]}; output {@code [batch, ...places, filters]}, or
 * {@code [batch, time, ...places, filters]} with {@link #returnSequences}. With {@code
 * channels_first} the channels and filters come before the spatial axes. The weights are those of
 * {@link ConvLSTMCell}.
 *
 * @param <T> the layer's own type
 * @see <a href="https://arxiv.org/abs/1506.04214">Shi et al.: Convolutional LSTM network (2015)</a>
 */
abstract class ConvLSTM<T extends ConvLSTM<T>> extends CellLayer<T, ConvLSTMCell>
    implements RecurrentActivationSetter<T>, DataFormatSetter<T> {
  /**
   * Makes a layer.
   *
   * @param axes the number of spatial axes
   * @param filters the number of output channels
   * @param kernelSize the lengths of the kernels; one number stands for all
   */
  ConvLSTM(int axes, int filters, int... kernelSize) {
    super(new ConvLSTMCell(axes, filters, kernelSize));
  }

  /**
   * Sets the step of the input's convolution.
   *
   * @param strides one step per spatial axis; one number stands for all
   */
  public final T strides(int... strides) {
    return with(Windows.STRIDES, Windows.list(strides));
  }

  /**
   * Sets what happens at the borders of the input.
   *
   * @param padding {@code "valid"} for none, {@code "same"} for zeros around
   */
  public final T padding(String padding) {
    return with(Windows.PADDING, padding);
  }

  /**
   * Sets the distance between the elements of the input's kernel.
   *
   * @param dilationRate one distance per spatial axis; one number stands for all
   */
  public final T dilationRate(int... dilationRate) {
    return with(Windows.DILATION_RATE, Windows.list(dilationRate));
  }

  /**
   * Sets whether the bias of the forget gate is initialized with ones.
   *
   * @param unitForgetBias false to leave it to the initializer
   */
  public final T unitForgetBias(boolean unitForgetBias) {
    cell().unitForgetBias(unitForgetBias);
    return self();
  }

  @Override
  final int inputRank() {
    return cell().axes() + 3;
  }
}
