package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import io.hornbill.initializers.Zeros;
import io.hornbill.layers.DepthwiseConv2D;
import io.hornbill.layers.Normalization;
import io.hornbill.layers.Rescaling;
import java.util.List;
import java.util.Locale;

/** Mobile inverted bottlenecks, as wide and as many as a common factor says. */
abstract class EfficientNet extends RawModel {
  private static final double[] DEVIATION = {0.229, 0.224, 0.225};

  /** Blocks of one kind; the first of them has the stride. */
  private record Stage(int window, int repeats, int in, int out, int expansion, int stride) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(3, 1, 32, 16, 1, 1),
          new Stage(3, 2, 16, 24, 6, 2),
          new Stage(5, 2, 24, 40, 6, 2),
          new Stage(3, 3, 40, 80, 6, 2),
          new Stage(5, 3, 80, 112, 6, 1),
          new Stage(5, 4, 112, 192, 6, 2),
          new Stage(3, 1, 192, 320, 6, 1));

  EfficientNet() {}

  static Model build(
      String architecture,
      ClassifierOptions options,
      double width,
      double depth,
      int size,
      double dropout) {
    ImageBlueprint net = new ImageBlueprint(architecture, options);
    MobileBottleneck parts = new MobileBottleneck(0.99);
    Tensor x = prepare(net, net.input(size, 32));
    x = Margin.before(x, 3).name("stem_conv_pad").apply(x);
    x = parts.convolve(x, filters(32, width), 3, 2, "valid", "stem_conv");
    x = parts.activate(x, "stem_bn", "stem_activation");
    double blocks = STAGES.stream().mapToDouble(stage -> repeats(stage, depth)).sum();
    int block = 0;
    for (int i = 0; i < STAGES.size(); i++) {
      Stage stage = STAGES.get(i);
      for (int j = 0; j < repeats(stage, depth); j++) {
        String name = "block" + (i + 1) + (char) ('a' + j) + "_";
        int in = filters(j == 0 ? stage.in() : stage.out(), width);
        int stride = j == 0 ? stage.stride() : 1;
        int out = filters(stage.out(), width);
        Tensor y = block(parts, x, stage, in, out, stride, name);
        boolean residual = stride == 1 && in == out;
        x = residual ? parts.add(y, x, 0.2 * block / blocks, name) : y;
        block++;
      }
    }
    x = parts.convolve(x, filters(1280, width), 1, 1, "same", "top_conv");
    x = parts.activate(x, "top_bn", "top_activation");
    x = net.hasTop() ? parts.top(net, x, dropout, new Zeros()) : net.poolByName(x);
    return net.model(x, architecture.toLowerCase(Locale.ROOT));
  }

  /** ImageNet's weights are for inputs that are scaled once more. */
  private static Tensor prepare(ImageBlueprint net, Tensor image) {
    Tensor x = net.apply(new Rescaling(1 / 255.0), image);
    x = net.apply(new Normalization().axis(ChannelAxis.ofBatch()), x);
    if (!net.isTrained()) {
      return x;
    }
    double[] scale = new double[DEVIATION.length];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = 1 / Math.sqrt(DEVIATION[i]);
    }
    return net.apply(new Rescaling(scale), x);
  }

  private static int filters(int filters, double width) {
    return Filters.divisible(filters * width, 8);
  }

  private static int repeats(Stage stage, double depth) {
    return (int) Math.ceil(depth * stage.repeats());
  }

  /** Expands the channels, convolves each, weighs them, and projects them. */
  private static Tensor block(
      MobileBottleneck parts, Tensor x, Stage stage, int in, int out, int stride, String name) {
    int filters = in * stage.expansion();
    Tensor y = x;
    if (stage.expansion() != 1) {
      y = parts.convolve(y, filters, 1, 1, "same", name + "expand_conv");
      y = parts.activate(y, name + "expand_bn", name + "expand_activation");
    }
    if (stride == 2) {
      y = Margin.before(y, stage.window()).name(name + "dwconv_pad").apply(y);
    }
    DepthwiseConv2D depthwise = parts.depthwise(stage.window(), stride);
    depthwise.padding(stride == 2 ? "valid" : "same").name(name + "dwconv");
    y = parts.activate(depthwise.apply(y), name + "bn", name + "activation");
    y = parts.weigh(y, Math.max(1, in / 4), filters, name);
    y = parts.convolve(y, out, 1, 1, "same", name + "project_conv");
    return parts.normalize(y, name + "project_bn");
  }
}
