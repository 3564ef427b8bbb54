package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What transposed convolutions have in common.
 *
 * @param <T> the layer's own type
 */
public abstract class ConvTranspose<T extends ConvTranspose<T>> extends Windowed<T>
    implements KernelSetters<T> {
  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  private static final Setting<@Nullable List<Integer>> OUTPUT_PADDING =
      Setting.optionalIntegers("output_padding");

  private @Nullable Variable kernel;
  private @Nullable Variable bias;

  /**
   * Makes a layer.
   *
   * @param axes the number of spatial axes
   * @param filters the number of output channels
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  protected ConvTranspose(int axes, int filters, int... kernelSize) {
    super(axes, kernelSize);
    declare(FILTERS, Windows.perAxisOrNone(OUTPUT_PADDING, axes, 0), Windows.PADDING);
    set(FILTERS, filters);
    declareWeight("kernel", "glorot_uniform");
    declareOptionalWeight("bias", "zeros", "use_bias");
  }

  /**
   * Sets how many elements the output has beyond the least number.
   *
   * @param outputPadding one number per spatial axis, less than its stride; one number stands for
   *     all
   */
  public T outputPadding(int... outputPadding) {
    return with(OUTPUT_PADDING, Windows.list(outputPadding));
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
    long channels = channels(input);
    int[] strides = strides();
    List<Integer> extra = get(OUTPUT_PADDING);
    for (int i = 0; extra != null && i < axes; i++) {
      if (extra.get(i) >= strides[i]) {
        throw Fault.of(owner())
            .expected("outputPadding must be less than the strides")
            .received("%s and %s", extra, Arrays.toString(strides))
            .remedy("Lower it.")
            .argument();
      }
    }
    int filters = get(FILTERS);
    kernel = addWeight("kernel", kernelShape(filters, channels), weight("kernel"));
    bias = addOptionalWeight("bias", Shape.of(filters));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor last = channelsLast(x);
    int[] strides = strides();
    List<Long> before = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    Shape out = last.shape().with(-1, get(FILTERS));
    for (int i = 0; i < axes; i++) {
      long length = last.dim(i + 1);
      long cut = cut(i);
      long full = (length - 1) * strides[i] + reach(i);
      long made = length < 0 ? Shape.UNKNOWN : outputLength(i, length);
      before.add(cut);
      after.add(length < 0 ? 0 : Math.max(0, full - made - cut));
      out = out.with(i + 1, made);
    }
    Window window =
        new Window(Windows.longs(strides), Windows.longs(dilationRate()), before, after);
    Tensor y = Ops.convTranspose(last, Built.of(kernel).tensor(), window, 1, out);
    return fromChannelsLast(activate("activation", bias == null ? y : y.plus(bias)));
  }

  /**
   * Sets the output padding that makes certain lengths; for {@link #build}.
   *
   * @param asked the wanted lengths of the output's spatial axes; -1 for any
   * @param input the lengths of the input's spatial axes
   * @throws IllegalArgumentException if no output padding makes them
   */
  protected final void fit(Shape asked, Shape input) {
    int[] extra = new int[axes];
    boolean follows = true;
    for (int i = 0; i < axes; i++) {
      long length = input.dim(i);
      if (asked.dim(i) < 0 || length < 0) {
        return;
      }
      follows &= asked.dim(i) == outputLength(i, length);
      int stride = strides()[i];
      long least = (length - 1) * stride + (isValid() ? reach(i) : reach(i) % 2);
      long more = asked.dim(i) - least;
      if (!follows && (more < 0 || more >= stride)) {
        throw Fault.of(owner())
            .expected(
                "axis %s of the output must have a length from %s to %s",
                i, least, least + stride - 1)
            .received("%s for an input %s", asked, input)
            .remedy("Change the output's shape, or the strides.")
            .argument();
      }
      extra[i] = (int) more;
    }
    if (!follows) {
      outputPadding(extra);
    }
  }

  private boolean isValid() {
    return get(Windows.PADDING).equals("valid");
  }

  private long reach(int axis) {
    return (kernelSize()[axis] - 1L) * dilationRate()[axis] + 1;
  }

  private long outputLength(int axis, long length) {
    int stride = strides()[axis];
    long start = (length - 1) * stride;
    List<Integer> extra = get(OUTPUT_PADDING);
    if (extra != null) {
      return start + (isValid() ? reach(axis) : reach(axis) % 2) + extra.get(axis);
    }
    return isValid() ? start + Math.max(reach(axis), stride) : length * stride;
  }

  /** How many of the first elements of the full result are cut off, as Keras on JAX does. */
  private long cut(int axis) {
    if (isValid()) {
      return 0;
    }
    long reach = reach(axis);
    List<Integer> extra = get(OUTPUT_PADDING);
    long total =
        extra == null ? strides()[axis] + reach - 2 : reach + reach % 2 - 2 + extra.get(axis);
    return reach - 1 - Math.min((total + 1) / 2, reach - 1);
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
