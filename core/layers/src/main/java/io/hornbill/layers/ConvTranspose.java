package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.ops.Window;
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
  private final int filters;
  private int @Nullable [] outputPadding;
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
    this.filters = Checks.positive(className(), "filters", filters);
    declareWeight("kernel", "glorot_uniform");
    declareOptionalWeight("bias", "zeros", "use_bias");
  }

  @Override
  boolean isCausal() {
    return false;
  }

  /**
   * Sets how many elements the output has beyond the least number.
   *
   * @param outputPadding one number per spatial axis, less than its stride; one number stands for
   *     all
   * @return this layer
   */
  public T outputPadding(int... outputPadding) {
    requireNotBuilt("outputPadding");
    Checks.argument(
        (outputPadding.length == 1 || outputPadding.length == axes)
            && Arrays.stream(outputPadding).allMatch(p -> p >= 0),
        "%s: outputPadding must be one number of at least 0, or %s. Received: %s. Give one per spatial axis.",
        className(),
        axes,
        Arrays.toString(outputPadding));
    int[] all = new int[axes];
    for (int i = 0; i < axes; i++) {
      all[i] = outputPadding[outputPadding.length == 1 ? 0 : i];
    }
    this.outputPadding = all;
    return self();
  }

  @Override
  protected void build(Shape input) {
    long channels = channels(input);
    int[] extra = outputPadding;
    for (int i = 0; extra != null && i < axes; i++) {
      Checks.argument(
          extra[i] < strides[i],
          "%s: outputPadding must be less than the strides. Received: %s and %s. Lower it.",
          owner(),
          Arrays.toString(extra),
          Arrays.toString(strides));
    }
    kernel = addWeight("kernel", kernelShape(filters, channels), weight("kernel"));
    bias = addOptionalWeight("bias", Shape.of(filters));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor last = channelsFirst() ? Axes.channelsLast(x) : x;
    List<Long> before = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    Shape out = last.shape().with(-1, filters);
    for (int i = 0; i < axes; i++) {
      long length = last.dim(i + 1);
      long reach = (kernelSize[i] - 1L) * dilationRate[i] + 1;
      long cut = cut(i, reach);
      long full = (length - 1) * strides[i] + reach;
      long made = length < 0 ? Shape.UNKNOWN : outputLength(i, length, reach);
      before.add(cut);
      after.add(length < 0 ? 0 : Math.max(0, full - made - cut));
      out = out.with(i + 1, made);
    }
    Window window = new Window(Windows.longs(strides), Windows.longs(dilationRate), before, after);
    Tensor y = Ops.convTranspose(last, Built.of(kernel).tensor(), window, 1, out);
    y = activate("activation", bias == null ? y : y.plus(bias));
    return channelsFirst() ? Axes.channelsFirst(y) : y;
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
      long reach = (kernelSize[i] - 1L) * dilationRate[i] + 1;
      follows &= asked.dim(i) == outputLength(i, length, reach);
      long least = (length - 1) * strides[i] + (padding.equals("valid") ? reach : reach % 2);
      long more = asked.dim(i) - least;
      Checks.argument(
          follows || (more >= 0 && more < strides[i]),
          "%s: axis %s of the output must have a length from %s to %s. Received: %s for an input %s. Change the output's shape, or the strides.",
          owner(),
          i,
          least,
          least + strides[i] - 1,
          asked,
          input);
      extra[i] = (int) more;
    }
    if (!follows) {
      outputPadding(extra);
    }
  }

  private long outputLength(int axis, long length, long reach) {
    long start = (length - 1) * strides[axis];
    int[] extra = outputPadding;
    if (padding.equals("valid")) {
      return extra == null ? start + Math.max(reach, strides[axis]) : start + reach + extra[axis];
    }
    return extra == null ? length * strides[axis] : start + reach % 2 + extra[axis];
  }

  /** How many of the first elements of the full result are cut off, as Keras on JAX does. */
  private long cut(int axis, long reach) {
    if (padding.equals("valid")) {
      return 0;
    }
    int[] extra = outputPadding;
    long total = extra == null ? strides[axis] + reach - 2 : reach + reach % 2 - 2 + extra[axis];
    return reach - 1 - Math.min((total + 1) / 2, reach - 1);
  }

  @Override
  public Config config() {
    int[] extra = outputPadding;
    return super.config()
        .with("filters", filters)
        .with("output_padding", extra == null ? null : Config.listOf(extra));
  }

  @Override
  protected T configure(Config config) {
    super.configure(config);
    if (config.get("output_padding") != null) {
      outputPadding(config.integers("output_padding"));
    }
    return self();
  }
}
