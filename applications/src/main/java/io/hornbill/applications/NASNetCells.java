package io.hornbill.applications;

import io.hornbill.graph.Tensor;
import io.hornbill.layers.Activation;
import io.hornbill.layers.Add;
import io.hornbill.layers.AveragePooling2D;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Cropping2D;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.layers.SeparableConv2D;
import io.hornbill.layers.ZeroPadding2D;
import org.jspecify.annotations.Nullable;

/** The two kinds of cells of {@link NASNet}: five sums of two branches each, joined. */
final class NASNetCells {
  private final ImageBlueprint net;

  NASNetCells(ImageBlueprint net) {
    this.net = net;
  }

  /** Keeps height and width. */
  NASNet.Pair normal(Tensor x, Tensor before, int filters, String id) {
    Tensor p = adjust(before, x, filters, id);
    Tensor h = net.apply(new Activation("relu"), x);
    h = normalize(pointwise(h, filters, "normal_conv_1_" + id), "normal_bn_1_" + id);
    Tensor left = separable(h, filters, 5, 1, "normal_left1_" + id);
    Tensor right = separable(p, filters, 3, 1, "normal_right1_" + id);
    Tensor x1 = add(left, right, "normal_add_1_" + id);
    left = separable(p, filters, 5, 1, "normal_left2_" + id);
    right = separable(p, filters, 3, 1, "normal_right2_" + id);
    Tensor x2 = add(left, right, "normal_add_2_" + id);
    Tensor x3 = add(average(h, "normal_left3_" + id), p, "normal_add_3_" + id);
    left = average(p, "normal_left4_" + id);
    right = average(p, "normal_right4_" + id);
    Tensor x4 = add(left, right, "normal_add_4_" + id);
    Tensor x5 = separable(h, filters, 3, 1, "normal_left5_" + id);
    x5 = add(x5, h, "normal_add_5_" + id);
    return new NASNet.Pair(join().name("normal_concat_" + id).apply(p, x1, x2, x3, x4, x5), x);
  }

  /** Halves height and width. */
  NASNet.Pair reduction(Tensor x, @Nullable Tensor before, int filters, String id) {
    Tensor p = adjust(before, x, filters, id);
    Tensor h = net.apply(new Activation("relu"), x);
    h = normalize(pointwise(h, filters, "reduction_conv_1_" + id), "reduction_bn_1_" + id);
    Tensor padded = Margin.before(h, 3).name("reduction_pad_1_" + id).apply(h);
    Tensor left = separable(h, filters, 5, 2, "reduction_left1_" + id);
    Tensor right = separable(p, filters, 7, 2, "reduction_right1_" + id);
    Tensor x1 = add(left, right, "reduction_add_1_" + id);
    left = greatest(padded, "reduction_left2_" + id);
    right = separable(p, filters, 7, 2, "reduction_right2_" + id);
    Tensor x2 = add(left, right, "reduction_add_2_" + id);
    left = new AveragePooling2D(3).strides(2).name("reduction_left3_" + id).apply(padded);
    right = separable(p, filters, 5, 2, "reduction_right3_" + id);
    Tensor x3 = add(left, right, "reduction_add3_" + id);
    Tensor x4 = net.apply(new Add(), x2, average(x1, "reduction_left4_" + id));
    left = separable(x1, filters, 3, 1, "reduction_left4_" + id);
    Tensor x5 = add(left, greatest(padded, "reduction_right5_" + id), "reduction_add4_" + id);
    return new NASNet.Pair(join().name("reduction_concat_" + id).apply(x2, x3, x4, x5), x);
  }

  /** Brings what came before to the size and the channels of what comes now. */
  private Tensor adjust(@Nullable Tensor before, Tensor x, int filters, String id) {
    if (before == null) {
      return x;
    }
    if (before.dim(2) != x.dim(2)) {
      return halve(before, filters, id);
    }
    if (before.dim(3) == filters) {
      return before;
    }
    Tensor p = net.apply(new Activation("relu"), before);
    return normalize(pointwise(p, filters, "adjust_conv_projection_" + id), "adjust_bn_" + id);
  }

  /** Every second place, and beside it every second place one further on. */
  private Tensor halve(Tensor before, int filters, String id) {
    Tensor p = new Activation("relu").name("adjust_relu_1_" + id).apply(before);
    Tensor even = new AveragePooling2D(1).strides(2).name("adjust_avg_pool_1_" + id).apply(p);
    even = pointwise(even, filters / 2, "adjust_conv_1_" + id);
    Tensor odd = net.apply(new ZeroPadding2D(0, 1, 0, 1), p);
    odd = net.apply(new Cropping2D(1, 0, 1, 0), odd);
    odd = new AveragePooling2D(1).strides(2).name("adjust_avg_pool_2_" + id).apply(odd);
    odd = pointwise(odd, filters / 2, "adjust_conv_2_" + id);
    return normalize(net.apply(join(), even, odd), "adjust_bn_" + id);
  }

  private Tensor separable(Tensor x, int filters, int window, int stride, String id) {
    Tensor y = net.apply(new Activation("relu"), x);
    if (stride == 2) {
      y = Margin.before(y, window).name("separable_conv_1_pad_" + id).apply(y);
    }
    SeparableConv2D first = new SeparableConv2D(filters, window).strides(stride).useBias(false);
    first.padding(stride == 2 ? "valid" : "same").name("separable_conv_1_" + id);
    y = normalize(first.apply(y), "separable_conv_1_bn_" + id);
    y = net.apply(new Activation("relu"), y);
    SeparableConv2D second = new SeparableConv2D(filters, window).padding("same").useBias(false);
    y = second.name("separable_conv_2_" + id).apply(y);
    return normalize(y, "separable_conv_2_bn_" + id);
  }

  private static Tensor pointwise(Tensor x, int filters, String name) {
    Conv2D layer = new Conv2D(filters, 1).padding("same").useBias(false);
    return layer.kernelInitializer("he_normal").name(name).apply(x);
  }

  Tensor normalize(Tensor x, String name) {
    BatchNormalization layer = new BatchNormalization().momentum(0.9997).epsilon(1e-3);
    return layer.name(name).apply(x);
  }

  private static Tensor average(Tensor x, String name) {
    return new AveragePooling2D(3).strides(1).padding("same").name(name).apply(x);
  }

  private static Tensor greatest(Tensor x, String name) {
    return new MaxPooling2D(3).strides(2).name(name).apply(x);
  }

  private static Tensor add(Tensor a, Tensor b, String name) {
    return new Add().name(name).apply(a, b);
  }

  private static Concatenate join() {
    return new Concatenate().axis(-1);
  }
}
