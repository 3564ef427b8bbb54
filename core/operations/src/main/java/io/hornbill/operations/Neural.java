package io.hornbill.operations;

import io.hornbill.activations.Activations;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Activations, normalizations and encodings. */
final class Neural {
  private static final String NN = "nn";

  private Neural() {}

  static void register() {
    activations();
    Operations.one(NN, "Softmax", a -> softmax(a, false));
    Operations.one(NN, "LogSoftmax", a -> softmax(a, true));
    Operations.one(NN, "Sparsemax", Neural::sparsemax);
    Operations.one(NN, "OneHot", Neural::oneHot);
    Operations.one(NN, "MultiHot", Neural::multiHot);
    Operations.one(NN, "BatchNorm", Neural::batchNorm);
    Operations.one(NN, "LayerNorm", Neural::layerNorm);
    Operations.one(NN, "RMSNorm", Neural::rmsNorm);
    Operations.one(NN, "Normalize", Neural::normalize);
    Operations.one(NN, "DepthToSpace", a -> Blocks.depthToSpace(a));
    Operations.one(NN, "SpaceToDepth", a -> Blocks.spaceToDepth(a));
  }

  private static void activation(String className, String name, String... settings) {
    Operations.one(
        NN,
        className,
        a -> {
          Config config = new Config();
          for (String setting : settings) {
            if (a.setting(setting) != null) {
              config.with(setting, a.setting(setting));
            }
          }
          return Activations.get(name, config).apply(a.x());
        });
  }

  private static void activations() {
    Operations.unary(NN, "Relu", Ops::relu);
    Operations.unary(NN, "Sigmoid", Ops::sigmoid);
    Operations.unary(NN, "Softplus", Ops::softplus);
    activation("Relu6", "relu6");
    activation("SparseSigmoid", "sparse_sigmoid");
    activation("Softsign", "softsign");
    activation("SoftShrink", "soft_shrink", "threshold");
    activation("SparsePlus", "sparse_plus");
    activation("Silu", "silu");
    activation("Squareplus", "squareplus", "b");
    activation("LogSigmoid", "log_sigmoid");
    activation("HardSigmoid", "hard_sigmoid_v3");
    activation("HardSilu", "hard_silu");
    activation("Elu", "elu", "alpha");
    activation("Selu", "selu");
    activation("Celu", "celu", "alpha");
    activation("TanhShrink", "tanh_shrink");
    activation("HardTanh", "hard_tanh");
    activation("HardShrink", "hard_shrink", "threshold");
    activation("Threshold", "threshold", "threshold", "default_value");
    Operations.one(
        NN,
        "LeakyRelu",
        a -> {
          Tensor x = a.x();
          double slope = a.number("negative_slope", 0.2);
          return Ops.relu(x).minus(Ops.relu(x.negated()).times(slope));
        });
    Operations.one(
        NN,
        "Gelu",
        a ->
            Activations.get("gelu", new Config().with("approximate", a.bool("approximate", true)))
                .apply(a.x()));
    Operations.one(NN, "Glu", Neural::glu);
  }

  private static Tensor glu(Arguments a) {
    Tensor x = a.x();
    List<Tensor> halves = Ops.split(x, 2, a.axis(x, "axis", -1));
    return halves.get(0).times(Ops.sigmoid(halves.get(1)));
  }

  private static Tensor softmax(Arguments a, boolean log) {
    Tensor x = a.x();
    int[] axes = a.integers("axis");
    if (a.settingIsNull("axis") || (axes != null && axes.length > 1)) {
      int[] own = a.axes(x);
      Tensor scaled = x.minus(Reductions.logSumExp(x, own, true));
      return log ? scaled : Ops.exp(scaled);
    }
    int axis = a.axis(x, "axis", -1);
    return log ? Ops.logSoftmax(x, axis) : Ops.softmax(x, axis);
  }

  private static Tensor sparsemax(Arguments a) {
    Tensor x = a.x();
    int axis = a.axis(x, "axis", -1);
    Tensor last = Ops.moveaxis(x, axis, x.rank() - 1);
    Tensor result = Activations.get("sparsemax").apply(last);
    return Ops.moveaxis(result, x.rank() - 1, axis);
  }

  private static Tensor oneHot(Arguments a) {
    Tensor x = a.x();
    Tensor hot = Ops.oneHot(x, a.length("num_classes", 1));
    int axis = a.integer("axis", -1);
    return Ops.moveaxis(hot, hot.rank() - 1, axis);
  }

  private static Tensor multiHot(Arguments a) {
    Tensor x = a.tensor(0, "inputs");
    Tensor hot = Ops.oneHot(x, a.length("num_classes", a.length("num_tokens", 1)));
    Tensor moved = Ops.moveaxis(hot, hot.rank() - 1, a.integer("axis", -1));
    return Ops.max(moved, x.rank() > 1 ? 1 : 0, false);
  }

  /** A vector as long as an axis, with ones for the other axes. */
  static Tensor along(Tensor vector, Tensor x, int axis) {
    long[] dims = new long[x.rank()];
    java.util.Arrays.fill(dims, 1);
    dims[x.shape().axis(axis)] = vector.shape().size();
    return Ops.reshape(vector, dims);
  }

  private static Tensor batchNorm(Arguments a) {
    Tensor x = a.tensor(0, "x");
    int axis = a.integer("axis", -1);
    Tensor mean = along(a.tensor(1, "mean"), x, axis);
    Tensor scale =
        Ops.rsqrt(along(a.tensor(2, "variance"), x, axis).plus(a.number("epsilon", 1e-3)));
    Tensor gamma = a.optional(4, "scale");
    Tensor beta = a.optional(3, "offset");
    Tensor factor = gamma == null ? scale : scale.times(along(gamma, x, axis));
    Tensor result = x.minus(mean).times(factor);
    return beta == null ? result : result.plus(along(beta, x, axis));
  }

  private static Tensor shaped(@Nullable Tensor weight, Tensor x, int[] axes) {
    Tensor known = java.util.Objects.requireNonNull(weight);
    if (known.rank() == x.rank() || (axes.length == 1 && axes[0] == x.rank() - 1)) {
      return known;
    }
    long[] dims = new long[x.rank()];
    java.util.Arrays.fill(dims, 1);
    for (int axis : axes) {
      dims[axis] = x.dim(axis);
    }
    return Ops.reshape(known, dims);
  }

  private static int[] lastAxis(Arguments a, Tensor x) {
    return a.setting("axis") == null ? new int[] {x.rank() - 1} : a.axes(x);
  }

  private static Tensor layerNorm(Arguments a) {
    Tensor x = a.tensor(0, "x");
    int[] axes = lastAxis(a, x);
    double epsilon = a.number("epsilon", 1e-7);
    Tensor gamma = a.optional(1, "gamma");
    Tensor beta = a.optional(2, "beta");
    Tensor variance = Ops.var(x, axes, true);
    Tensor inverse = Ops.rsqrt(variance.plus(epsilon));
    if (a.bool("rms_scaling", false)) {
      Tensor scaled = x.times(inverse);
      return gamma == null ? scaled : scaled.times(shaped(gamma, x, axes));
    }
    Tensor centered = x.minus(Ops.mean(x, axes, true)).times(inverse);
    Tensor scaled = gamma == null ? centered : centered.times(shaped(gamma, x, axes));
    return beta == null ? scaled : scaled.plus(shaped(beta, x, axes));
  }

  private static Tensor rmsNorm(Arguments a) {
    Tensor x = a.tensor(0, "x");
    int[] axes = lastAxis(a, x);
    Tensor mean = Ops.mean(Ops.square(x), axes, true);
    Tensor result = x.times(Ops.rsqrt(mean.plus(a.number("epsilon", 1e-7))));
    Tensor scale = a.optional(1, "scale");
    return scale == null ? result : result.times(scale);
  }

  private static Tensor normalize(Arguments a) {
    Tensor x = a.x();
    int[] axes = a.settingIsNull("axis") ? a.axes(x) : lastAxis(a, x);
    double epsilon = a.number("epsilon", 1e-7);
    int order = a.integer("order", 2);
    if (order == 2 || axes.length == 1) {
      return Ops.normalize(x, axes, order, epsilon);
    }
    return x.dividedBy(Ops.maximum(Norms.ofColumns(a, x, order), epsilon));
  }

  /** Applies a function to channels-last images whatever the order of the axes. */
  static Tensor channelsLast(Arguments a, Tensor x, UnaryOperator<Tensor> function) {
    if (!a.text("data_format", "channels_last").equals("channels_first")) {
      return function.apply(x);
    }
    int channels = x.rank() == 3 ? 0 : 1;
    Tensor y = function.apply(Ops.moveaxis(x, channels, x.rank() - 1));
    return Ops.moveaxis(y, y.rank() - 1, channels);
  }

  static List<Long> longs(int[] values) {
    List<Long> list = new ArrayList<>();
    for (int value : values) {
      list.add((long) value);
    }
    return list;
  }
}
