package io.hornbill.layers;

import io.hornbill.base.Fault;
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
 * What locally connected layers have in common: the elements under the kernel at each place become
 * a row, and each place multiplies its rows by its own matrix.
 *
 * @param <T> the layer's own type
 */
abstract class LocallyConnected<T extends LocallyConnected<T>> extends Windowed<T>
    implements KernelSetters<T> {
  /** Each place of the window is an op of its own. */
  private static final long MOST_PLACES = 1 << 16;

  private @Nullable Variable kernel;
  private @Nullable Variable bias;

  /**
   * Makes a layer.
   *
   * @param axes the number of spatial axes, 1 or 2
   * @param filters the number of output channels
   * @param kernelSize the lengths of the kernel; one number stands for all
   */
  protected LocallyConnected(int axes, int filters, int... kernelSize) {
    super(axes, kernelSize);
    declare(FILTERS);
    set(FILTERS, filters);
    declareWeight("kernel", "glorot_uniform");
    declareOptionalWeight("bias", "zeros", "use_bias");
  }

  @Override
  protected void build(Shape input) {
    long channels = channels(input);
    Shape last = channelsLast(input);
    if (!last.slice(1, last.rank()).isKnown()) {
      throw Fault.of(owner())
          .expected("the lengths of all axes but the batch must be known")
          .received(input)
          .remedy("Give the model's input a full shape.")
          .argument();
    }
    Shape places = places(last);
    long elements = patch(channels);
    Shape shape = Shape.of(places.size(), elements, get(FILTERS));
    kernel = addWeight("kernel", shape, weight("kernel"));
    bias = addOptionalWeight("bias", places.append(get(FILTERS)));
  }

  private Shape places(Shape last) {
    return Windows.places(owner(), last, get(Windows.KERNEL_SIZE), window(last));
  }

  /** How many numbers of the input one place sees. */
  private long patch(long channels) {
    long window = Shape.of(Arrays.stream(kernelSize()).asLongStream().toArray()).size();
    if (window > MOST_PLACES) {
      throw Fault.of(owner())
          .expected("the window must have at most %s places", MOST_PLACES)
          .received("kernelSize %s", Arrays.toString(kernelSize()))
          .remedy("Use a smaller kernel.")
          .argument();
    }
    return window * channels;
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor last = channelsLast(x);
    Window window = window(last.shape());
    List<Tensor> patches = new ArrayList<>();
    patches.add(last);
    Shape places = places(last.shape());
    for (int i = 0; i < axes; i++) {
      patches = alongAxis(patches, i, places.dim(i), window);
    }
    // Keras flattens a patch with the channels last, or first where they come first.
    Tensor rows = Ops.stack(patches, channelsFirst() ? -1 : -2);
    Variable matrix = Built.of(kernel);
    rows = Ops.reshape(rows, x.dim(0), matrix.shape().dim(0), matrix.shape().dim(1));
    Tensor y = Ops.einsum("bpe,pef->bpf", rows, matrix.tensor());
    Shape grid = Shape.of(x.dim(0)).append(places.dims()).append(get(FILTERS));
    y = fromChannelsLast(Ops.reshape(y, grid.dims()));
    return activate("activation", bias == null ? y : y.plus(shapedLike(y, bias)));
  }

  /** Keras 2 keeps the bias with the filters last and reads it with the filters first. */
  private Tensor shapedLike(Tensor y, Variable weight) {
    return channelsFirst()
        ? Ops.reshape(weight.tensor(), y.shape().slice(1, y.rank()).dims())
        : weight.tensor();
  }

  private List<Tensor> alongAxis(List<Tensor> inputs, int axis, long places, Window window) {
    int stride = strides()[axis];
    List<Tensor> result = new ArrayList<>();
    for (Tensor input : inputs) {
      Tensor padded = Ops.pad(input, axis + 1, window.before().get(axis), window.after().get(axis));
      for (int e = 0; e < kernelSize()[axis]; e++) {
        long from = (long) e * dilationRate()[axis];
        long to = from + (places - 1) * stride + 1;
        result.add(Ops.slice(padded, axis + 1, from, to, stride));
      }
    }
    return result;
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
