package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Convolutions, poolings and slices of TensorFlow as operations of Keras 3. */
final class TensorFlowWindows {
  private final TensorFlowOps ops;

  TensorFlowWindows(TensorFlowOps ops) {
    this.ops = ops;
  }

  /** Adds the operation that does the same; whether there is one. */
  boolean translate(String function) {
    return switch (function) {
      case "conv1d", "conv2d", "conv3d", "convolution" ->
          convolved("Conv", ops.get("filters", "filter"));
      case "depthwise_conv2d" -> convolved("DepthwiseConv", ops.get("filter", "filters"));
      case "separable_conv2d" ->
          convolved("SeparableConv", ops.get("depthwise_filter"), ops.get("pointwise_filter"));
      case "max_pool", "max_pool1d", "max_pool2d", "max_pool3d" -> pooled("MaxPool");
      case "avg_pool", "avg_pool1d", "avg_pool2d", "avg_pool3d" -> pooled("AveragePool");
      case "extract_patches" -> patches();
      case "strided_slice" -> sliced();
      default -> false;
    };
  }

  private boolean convolved(String className, @Nullable Object... kernels) {
    List<Object> arguments = new ArrayList<>(List.of(ops.x()));
    for (Object kernel : kernels) {
      if (kernel == null) {
        return false;
      }
      arguments.add(kernel);
    }
    if (!isChannelsLast() || !hasNamedPadding()) {
      return false;
    }
    ops.op(
        className,
        settings(ops.get("strides", "stride"))
            .with("dilation_rate", inner(ops.get("dilations", "rate"))),
        arguments);
    return true;
  }

  private boolean pooled(String className) {
    if (!isChannelsLast() || !hasNamedPadding()) {
      return false;
    }
    Config settings = settings(ops.get("strides")).with("pool_size", inner(ops.get("ksize")));
    ops.op(className, settings, List.of(ops.x()));
    return true;
  }

  private boolean patches() {
    Object rate = inner(ops.get("rates"));
    if (rate instanceof List<?> list) {
      rate = list.get(0).equals(list.get(1)) ? list.get(0) : null;
    }
    if (rate == null || !hasNamedPadding()) {
      return false;
    }
    Config settings = settings(ops.get("strides")).with("size", inner(ops.get("sizes")));
    ops.op("ExtractPatches", settings.with("dilation_rate", rate), List.of(ops.x()));
    return true;
  }

  private Config settings(@Nullable Object strides) {
    return new Config()
        .with("strides", inner(strides))
        .with("padding", String.valueOf(ops.get("padding")).toLowerCase(Locale.ROOT))
        .with("data_format", "channels_last");
  }

  private boolean isChannelsLast() {
    Object format = ops.get("data_format");
    return format == null || String.valueOf(format).endsWith("C");
  }

  private boolean hasNamedPadding() {
    return ops.get("padding") instanceof String;
  }

  /** Without what TensorFlow says of the batch and the channels. */
  private static Object inner(@Nullable Object lengths) {
    if (lengths instanceof List<?> list) {
      List<?> own = list.size() > 3 ? list.subList(1, list.size() - 1) : list;
      return own.size() == 1 ? own.get(0) : own;
    }
    return lengths == null ? 1 : lengths;
  }

  private boolean sliced() {
    if (!(ops.get("begin") instanceof List<?> begin)
        || !(ops.get("end") instanceof List<?> end)
        || isMasked("ellipsis_mask", -1)
        || isMasked("new_axis_mask", -1)) {
      return false;
    }
    List<?> strides = ops.get("strides") instanceof List<?> list ? list : List.of();
    List<@Nullable Object> key = new ArrayList<>();
    for (int i = 0; i < begin.size(); i++) {
      Object step = strides.isEmpty() ? null : strides.get(i);
      key.add(
          isMasked("shrink_axis_mask", i)
              ? begin.get(i)
              : TensorFlowOps.slice(
                  isMasked("begin_mask", i) ? null : begin.get(i),
                  isMasked("end_mask", i) ? null : end.get(i),
                  step));
    }
    ops.op("GetItem", new Config(), List.of(ops.x(), key));
    return true;
  }

  /** Whether the mask has a bit, or for -1 any. */
  private boolean isMasked(String mask, int bit) {
    int bits = ops.get(mask) instanceof Number number ? number.intValue() : 0;
    return bit < 0 ? bits != 0 : (bits >> bit & 1) == 1;
  }
}
