package io.hornbill.applications;

import io.hornbill.graph.Tensor;
import io.hornbill.initializers.Initializer;
import io.hornbill.initializers.VarianceScaling;
import io.hornbill.layers.Activation;
import io.hornbill.layers.Add;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.DepthwiseConv2D;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.Multiply;
import io.hornbill.layers.Reshape;

/** What the blocks of {@link EfficientNet} and {@link EfficientNetV2} are made of. */
final class MobileBottleneck {
  private final double momentum;

  /**
   * Makes parts.
   *
   * @param momentum how much of the moving averages is kept in each step
   */
  MobileBottleneck(double momentum) {
    this.momentum = momentum;
  }

  private static Initializer convolutional() {
    return new VarianceScaling().scale(2).mode("fan_out").distribution("truncated_normal");
  }

  Tensor convolve(Tensor x, int filters, int window, int stride, String padding, String name) {
    Conv2D layer = new Conv2D(filters, window).strides(stride).padding(padding).useBias(false);
    return layer.kernelInitializer(convolutional()).name(name).apply(x);
  }

  DepthwiseConv2D depthwise(int window, int stride) {
    DepthwiseConv2D layer = new DepthwiseConv2D(window).strides(stride).useBias(false);
    return layer.depthwiseInitializer(convolutional());
  }

  Tensor normalize(Tensor x, String name) {
    BatchNormalization layer = new BatchNormalization().axis(ChannelAxis.ofBatch());
    return layer.momentum(momentum).name(name).apply(x);
  }

  Tensor activate(Tensor x, String normalization, String name) {
    return new Activation("swish").name(name).apply(normalize(x, normalization));
  }

  /** Multiplies each channel by a weight between 0 and 1 that follows from the means of all. */
  Tensor weigh(Tensor x, int fewer, int filters, String name) {
    Tensor weights = new GlobalAveragePooling2D().name(name + "se_squeeze").apply(x);
    Reshape reshape =
        ChannelAxis.isLast() ? new Reshape(1, 1, filters) : new Reshape(filters, 1, 1);
    weights = reshape.name(name + "se_reshape").apply(weights);
    Conv2D reduce = new Conv2D(fewer, 1).padding("same").activation("swish");
    reduce.kernelInitializer(convolutional()).name(name + "se_reduce");
    Conv2D expand = new Conv2D(filters, 1).padding("same").activation("sigmoid");
    expand.kernelInitializer(convolutional()).name(name + "se_expand");
    weights = expand.apply(reduce.apply(weights));
    return new Multiply().name(name + "se_excite").apply(x, weights);
  }

  /** Adds a block's output to its input; whole images of it are dropped in training. */
  Tensor add(Tensor y, Tensor x, double rate, String name) {
    Tensor kept = y;
    if (rate > 0) {
      kept = new Dropout(rate).noiseShape(-1, 1, 1, 1).name(name + "drop").apply(y);
    }
    return new Add().name(name + "add").apply(kept, x);
  }

  Tensor top(ImageBlueprint net, Tensor x, double dropout, Initializer bias) {
    Tensor y = new GlobalAveragePooling2D().name("avg_pool").apply(x);
    y = new Dropout(dropout).name("top_dropout").apply(y);
    Dense layer = new Dense(net.classes()).activation(net.classifierActivation());
    VarianceScaling initializer = new VarianceScaling().scale(1 / 3.0).mode("fan_out");
    layer.kernelInitializer(initializer.distribution("uniform"));
    return layer.biasInitializer(bias).name("predictions").apply(y);
  }
}
