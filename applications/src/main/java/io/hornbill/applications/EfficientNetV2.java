package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import io.hornbill.initializers.Constant;
import io.hornbill.layers.DepthwiseConv2D;
import io.hornbill.layers.Normalization;
import io.hornbill.layers.Rescaling;
import java.util.List;
import java.util.Locale;

/** Inverted bottlenecks; the first stages convolve where they expand, in one step. */
abstract class EfficientNetV2 extends RawModel {
  /** Blocks of one kind; the first of them has the stride. */
  record Stage(int repeats, int in, int out, int expansion, int stride, boolean fused) {}

  static final List<Stage> SMALLEST =
      List.of(
          new Stage(1, 32, 16, 1, 1, true),
          new Stage(2, 16, 32, 4, 2, true),
          new Stage(2, 32, 48, 4, 2, true),
          new Stage(3, 48, 96, 4, 2, false),
          new Stage(5, 96, 112, 6, 1, false),
          new Stage(8, 112, 192, 6, 2, false));

  static final List<Stage> SMALL =
      List.of(
          new Stage(2, 24, 24, 1, 1, true),
          new Stage(4, 24, 48, 4, 2, true),
          new Stage(4, 48, 64, 4, 2, true),
          new Stage(6, 64, 128, 4, 2, false),
          new Stage(9, 128, 160, 6, 1, false),
          new Stage(15, 160, 256, 6, 2, false));

  static final List<Stage> MEDIUM =
      List.of(
          new Stage(3, 24, 24, 1, 1, true),
          new Stage(5, 24, 48, 4, 2, true),
          new Stage(5, 48, 80, 4, 2, true),
          new Stage(7, 80, 160, 4, 2, false),
          new Stage(14, 160, 176, 6, 1, false),
          new Stage(18, 176, 304, 6, 2, false),
          new Stage(5, 304, 512, 6, 1, false));

  static final List<Stage> LARGE =
      List.of(
          new Stage(4, 32, 32, 1, 1, true),
          new Stage(7, 32, 64, 4, 2, true),
          new Stage(7, 64, 96, 4, 2, true),
          new Stage(10, 96, 192, 4, 2, false),
          new Stage(19, 192, 224, 6, 1, false),
          new Stage(25, 224, 384, 6, 2, false),
          new Stage(7, 384, 640, 6, 1, false));

  EfficientNetV2() {}

  static Model build(
      String architecture,
      PreprocessingOptions options,
      double width,
      double depth,
      int size,
      List<Stage> stages) {
    ImageBlueprint net = new ImageBlueprint(architecture, options);
    MobileBottleneck parts = new MobileBottleneck(0.9);
    Tensor x = net.input(size, 32);
    x = options.hasPreprocessing() ? prepare(net, x, stages) : x;
    x = parts.convolve(x, filters(stages.get(0).in(), width), 3, 2, "same", "stem_conv");
    x = parts.activate(x, "stem_bn", "stem_activation");
    double blocks = stages.stream().mapToDouble(Stage::repeats).sum();
    int block = 0;
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      for (int j = 0; j < (int) Math.ceil(depth * stage.repeats()); j++) {
        String name = "block" + (i + 1) + (char) ('a' + j) + "_";
        int in = filters(j == 0 ? stage.in() : stage.out(), width);
        int stride = j == 0 ? stage.stride() : 1;
        int out = filters(stage.out(), width);
        Tensor y =
            stage.fused()
                ? fused(parts, x, in * stage.expansion(), out, stride, name, stage.expansion() > 1)
                : block(parts, x, in, in * stage.expansion(), out, stride, name);
        boolean residual = stride == 1 && in == out;
        x = residual ? parts.add(y, x, 0.2 * block / blocks, name) : y;
        block++;
      }
    }
    x = parts.convolve(x, filters(1280, width), 1, 1, "same", "top_conv");
    x = parts.activate(x, "top_bn", "top_activation");
    x = net.hasTop() ? parts.top(net, x, 0.2, new Constant(0)) : net.poolByName(x);
    String variant = architecture.substring("EfficientNetV2".length()).toLowerCase(Locale.ROOT);
    return net.model(x, "efficientnetv2-" + variant);
  }

  /** The smallest ones were trained on normalized channels, if there are three. */
  private static Tensor prepare(ImageBlueprint net, Tensor image, List<Stage> stages) {
    if (stages != SMALLEST || image.dim(ChannelAxis.ofBatch()) != 3) {
      return net.apply(new Rescaling(1 / 128.0).offset(-1), image);
    }
    Normalization channels = new Normalization().axis(ChannelAxis.ofBatch());
    channels.mean(0.485, 0.456, 0.406).variance(0.229 * 0.229, 0.224 * 0.224, 0.225 * 0.225);
    return net.apply(channels, net.apply(new Rescaling(1 / 255.0), image));
  }

  private static int filters(int filters, double width) {
    return Filters.nearest(filters * width, 8);
  }

  /** Expands the channels by a convolution, and projects them. */
  private static Tensor fused(
      MobileBottleneck parts,
      Tensor x,
      int filters,
      int out,
      int stride,
      String name,
      boolean expands) {
    if (!expands) {
      Tensor y = parts.convolve(x, out, 3, stride, "same", name + "project_conv");
      return parts.activate(y, name + "project_bn", name + "project_activation");
    }
    Tensor y = parts.convolve(x, filters, 3, stride, "same", name + "expand_conv");
    y = parts.activate(y, name + "expand_bn", name + "expand_activation");
    y = parts.convolve(y, out, 1, 1, "same", name + "project_conv");
    return parts.normalize(y, name + "project_bn");
  }

  /** Expands the channels, convolves each, weighs them, and projects them. */
  private static Tensor block(
      MobileBottleneck parts, Tensor x, int in, int filters, int out, int stride, String name) {
    Tensor y = parts.convolve(x, filters, 1, 1, "same", name + "expand_conv");
    y = parts.activate(y, name + "expand_bn", name + "expand_activation");
    DepthwiseConv2D depthwise = parts.depthwise(3, stride).padding("same");
    y = depthwise.name(name + "dwconv2").apply(y);
    y = parts.activate(y, name + "bn", name + "activation");
    y = parts.weigh(y, Math.max(1, in / 4), filters, name);
    y = parts.convolve(y, out, 1, 1, "same", name + "project_conv");
    return parts.normalize(y, name + "project_bn");
  }
}
