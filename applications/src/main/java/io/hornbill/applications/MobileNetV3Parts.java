package io.hornbill.applications;

import io.hornbill.graph.Tensor;
import io.hornbill.layers.Activation;
import io.hornbill.layers.Add;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.DepthwiseConv2D;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.Multiply;
import io.hornbill.layers.ReLU;
import io.hornbill.layers.Rescaling;

/** What {@link MobileNetV3} is made of. */
final class MobileNetV3Parts {
  private final ImageBlueprint net;
  private final MobileNetV3Options options;

  MobileNetV3Parts(ImageBlueprint net, MobileNetV3Options options) {
    this.net = net;
    this.options = options;
  }

  Tensor stem(Tensor image) {
    Tensor x = image;
    if (options.hasPreprocessing()) {
      x = net.apply(new Rescaling(1 / 127.5).offset(-1), x);
    }
    Conv2D first = new Conv2D(16, 3).strides(2).padding("same").useBias(false).name("conv");
    return activate(normalize(first.apply(x), "conv_bn"), true);
  }

  /** Expands the channels, convolves each, weighs them, and projects them to fewer. */
  Tensor block(Tensor x, MobileNetV3.Block block, int number) {
    String name = number == 0 ? "expanded_conv_" : "expanded_conv_" + number + "_";
    int channels = (int) x.dim(ChannelAxis.fromEnd());
    int expanded = Filters.divisible(channels * block.expansion(), 8);
    int filters = Filters.divisible(block.filters() * options.alpha(), 8);
    Tensor y = x;
    if (number > 0) {
      y = normalize(convolve(y, expanded, name + "expand"), name + "expand_bn");
      y = activate(y, block.swish());
    }
    y = activate(depthwise(y, block, name), block.swish());
    if (block.weighs() && !options.isMinimalistic()) {
      y = weigh(y, expanded, name);
    }
    y = normalize(convolve(y, filters, name + "project"), name + "project_bn");
    boolean residual = block.stride() == 1 && channels == filters;
    return residual ? new Add().name(name + "add").apply(x, y) : y;
  }

  private Tensor depthwise(Tensor x, MobileNetV3.Block block, String name) {
    int window = block.large() && !options.isMinimalistic() ? 5 : 3;
    boolean halves = block.stride() == 2;
    Tensor y = halves ? Margin.before(x, window).name(name + "depthwise_pad").apply(x) : x;
    DepthwiseConv2D layer = new DepthwiseConv2D(window).strides(block.stride()).useBias(false);
    layer.padding(halves ? "valid" : "same").name(name + "depthwise");
    return normalize(layer.apply(y), name + "depthwise_bn");
  }

  /** Multiplies each channel by a weight between 0 and 1 that follows from the means of all. */
  private Tensor weigh(Tensor x, int filters, String prefix) {
    String name = prefix + "squeeze_excite_";
    GlobalAveragePooling2D mean = new GlobalAveragePooling2D().keepdims(true);
    Tensor weights = mean.name(name + "avg_pool").apply(x);
    Conv2D reduce = new Conv2D(Filters.divisible(filters * 0.25, 8), 1).padding("same");
    weights = reduce.name(name + "conv").apply(weights);
    weights = new ReLU().name(name + "relu").apply(weights);
    weights = new Conv2D(filters, 1).padding("same").name(name + "conv_1").apply(weights);
    return new Multiply().name(name + "mul").apply(x, hardSigmoid(weights));
  }

  /** In Keras, sum and product are ops, which are numbered like layers. */
  private Tensor hardSigmoid(Tensor x) {
    Tensor shifted = net.applyNamed("add", new Rescaling(1).offset(3), x);
    return net.applyNamed(
        "multiply", new Rescaling(1 / 6.0), net.apply(new ReLU().maxValue(6), shifted));
  }

  Tensor end(Tensor x) {
    int filters = Filters.divisible((double) x.dim(ChannelAxis.fromEnd()) * 6, 8);
    return activate(normalize(convolve(x, filters, "conv_1"), "conv_1_bn"), true);
  }

  Tensor top(Tensor x, int filters) {
    Tensor y = net.apply(new GlobalAveragePooling2D().keepdims(true), x);
    y = activate(new Conv2D(filters, 1).padding("same").name("conv_2").apply(y), true);
    if (options.dropoutRate() > 0) {
      y = net.apply(new Dropout(options.dropoutRate()), y);
    }
    y = new Conv2D(net.classes(), 1).padding("same").name("logits").apply(y);
    y = net.apply(new Flatten(), y);
    return new Activation(net.classifierActivation()).name("predictions").apply(y);
  }

  private static Tensor convolve(Tensor x, int filters, String name) {
    return new Conv2D(filters, 1).padding("same").useBias(false).name(name).apply(x);
  }

  private static Tensor normalize(Tensor x, String name) {
    BatchNormalization layer = new BatchNormalization().axis(ChannelAxis.fromEnd());
    return layer.epsilon(1e-3).momentum(0.999).name(name).apply(x);
  }

  private Tensor activate(Tensor x, boolean swish) {
    boolean hard = swish && !options.isMinimalistic();
    return net.apply(hard ? new Activation("hard_swish") : new ReLU(), x);
  }
}
