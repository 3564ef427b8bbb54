package io.hornbill.operations;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Convolutions and poolings. */
final class Windows {
  private static final String NN = "nn";

  private Windows() {}

  static void register() {
    Operations.one(NN, "MaxPool", a -> pool(a, true));
    Operations.one(NN, "AveragePool", a -> pool(a, false));
    Operations.one(NN, "AdaptiveMaxPool", a -> adaptive(a, true));
    Operations.one(NN, "AdaptiveAveragePool", a -> adaptive(a, false));
    Operations.one(NN, "Conv", a -> images(a, x -> conv(a, x, a.tensor(1, "kernel"))));
    Operations.one(
        NN, "DepthwiseConv", a -> images(a, x -> depthwise(a, x, a.tensor(1, "kernel"))));
    Operations.one(NN, "SeparableConv", Windows::separable);
    Operations.one(NN, "ConvTranspose", a -> images(a, x -> transposed(a, x)));
    Operations.one(NN, "Unfold", Folding::unfold);
    Operations.one(NN, "Fold", Folding::fold);
  }

  private static Tensor images(Arguments a, java.util.function.UnaryOperator<Tensor> function) {
    Tensor x = a.tensor(0, "inputs");
    if (!a.text("data_format", "channels_last").equals("channels_first")) {
      return function.apply(x);
    }
    Tensor y = function.apply(Ops.moveaxis(x, 1, x.rank() - 1));
    return Ops.moveaxis(y, y.rank() - 1, 1);
  }

  static int[] spread(Arguments a, String key, int count, int otherwise) {
    int[] given = a.integers(key);
    if (given != null && given.length != 1 && given.length != count) {
      throw Fault.of(a.name())
          .expected("\"%s\" must be one number, or %s", key, count)
          .received(Arrays.toString(given))
          .remedy("Correct the configuration.")
          .argument();
    }
    int[] result = new int[count];
    for (int i = 0; i < count; i++) {
      int one = given == null ? otherwise : given[given.length == 1 ? 0 : i];
      result[i] = Sizes.within(a.name(), key, one, Math.min(otherwise, 1));
    }
    return result;
  }

  /** As TensorFlow: "same" pads by half of what is missing, the rest after. */
  static Window window(Tensor x, int[] size, int[] strides, int[] dilations, String padding) {
    List<Long> before = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    for (int i = 0; i < size.length; i++) {
      long n = x.dim(i + 1);
      long reach = (size[i] - 1L) * dilations[i] + 1;
      long places = (n + strides[i] - 1) / strides[i];
      long missing = Math.max(0, (places - 1) * strides[i] + reach - n);
      boolean same = padding.equalsIgnoreCase("same");
      boolean causal = padding.equalsIgnoreCase("causal");
      before.add(same ? missing / 2 : causal ? reach - 1 : 0);
      after.add(same ? missing - missing / 2 : 0);
    }
    return new Window(Neural.longs(strides), Neural.longs(dilations), before, after);
  }

  private static Tensor pool(Arguments a, boolean max) {
    return images(
        a,
        x -> {
          int n = x.rank() - 2;
          int[] size = spread(a, "pool_size", n, 1);
          int[] strides = a.setting("strides") == null ? size : spread(a, "strides", n, 1);
          int[] ones = new int[n];
          Arrays.fill(ones, 1);
          Window window = window(x, size, strides, ones, a.text("padding", "valid"));
          return max
              ? Ops.maxPool(x, Neural.longs(size), window)
              : Ops.averagePool(x, Neural.longs(size), window);
        });
  }

  private static Tensor adaptive(Arguments a, boolean max) {
    return images(
        a,
        x -> {
          int n = x.rank() - 2;
          int[] places = spread(a, "output_size", n, 1);
          Tensor result = x;
          for (int axis = 1; axis <= n; axis++) {
            result = adaptive(result, axis, places[axis - 1], max);
          }
          return result;
        });
  }

  private static Tensor adaptive(Tensor x, int axis, int places, boolean max) {
    long n = x.dim(axis);
    Sizes.parts("AdaptivePool", places);
    List<Tensor> parts = new ArrayList<>();
    for (long i = 0; i < places; i++) {
      Tensor part = Ops.slice(x, axis, i * n / places, ((i + 1) * n + places - 1) / places);
      parts.add(max ? Ops.max(part, axis, true) : Ops.mean(part, axis, true));
    }
    return Ops.concatenate(parts, axis);
  }

  private static int[] kernelSize(Tensor kernel) {
    return Arrays.stream(kernel.shape().slice(0, kernel.rank() - 2).dims())
        .mapToInt(Math::toIntExact)
        .toArray();
  }

  private static Tensor conv(Arguments a, Tensor x, Tensor kernel) {
    int n = x.rank() - 2;
    Window window =
        window(
            x,
            kernelSize(kernel),
            spread(a, "strides", n, 1),
            spread(a, "dilation_rate", n, 1),
            a.text("padding", "valid"));
    return Ops.conv(x, kernel, window, x.dim(-1) / kernel.dim(-2));
  }

  private static Tensor depthwise(Arguments a, Tensor x, Tensor kernel) {
    Shape size = kernel.shape().slice(0, kernel.rank() - 2);
    long filters = kernel.dim(-1) * kernel.dim(-2);
    return conv(a, x, Ops.reshape(kernel, size.append(1, filters).dims()));
  }

  private static Tensor separable(Arguments a) {
    return images(
        a,
        x -> {
          Tensor deep = depthwise(a, x, a.tensor(1, "depthwise_kernel"));
          Tensor pointwise = a.tensor(2, "pointwise_kernel");
          return Ops.dense(deep, Ops.reshape(pointwise, pointwise.dim(-2), pointwise.dim(-1)));
        });
  }

  private static Tensor transposed(Arguments a, Tensor x) {
    Tensor kernel = a.tensor(1, "kernel");
    int n = x.rank() - 2;
    int[] size = kernelSize(kernel);
    int[] strides = spread(a, "strides", n, 1);
    int[] dilations = spread(a, "dilation_rate", n, 1);
    boolean same = a.text("padding", "valid").equalsIgnoreCase("same");
    long[] out = x.shape().with(x.rank() - 1, kernel.dim(-2)).dims();
    List<Long> before = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      long reach = (size[i] - 1L) * dilations[i] + 1;
      long length = x.dim(i + 1);
      long whole = (length - 1) * strides[i] + reach;
      if (a.setting("output_padding") == null) {
        out[i + 1] = length * strides[i] + (same ? 0 : Math.max(reach - strides[i], 0));
      } else {
        long cut = same ? reach / 2 : 0;
        out[i + 1] = whole - 2 * cut + spread(a, "output_padding", n, 0)[i];
      }
      long lost = Math.max(0, whole - out[i + 1]);
      before.add(same ? lost / 2 : 0);
      after.add(same ? lost - lost / 2 : 0);
    }
    Window window = new Window(Neural.longs(strides), Neural.longs(dilations), before, after);
    return Ops.convTranspose(x, kernel, window, 1, Shape.of(out));
  }
}
