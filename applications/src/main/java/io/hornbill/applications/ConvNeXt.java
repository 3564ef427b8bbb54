package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Activation;
import io.hornbill.layers.Add;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.LayerNormalization;
import io.hornbill.layers.Normalization;
import java.util.Locale;

/** Residual blocks with windows of 7x7 over each channel, and dense layers over all of them. */
abstract class ConvNeXt extends RawModel {
  private static final double[] MEAN = {0.485 * 255, 0.456 * 255, 0.406 * 255};
  private static final double[] DEVIATION = {0.229 * 255, 0.224 * 255, 0.225 * 255};

  ConvNeXt() {}

  /**
   * Makes the network.
   *
   * @param depth the number of blocks of the third stage; the others have three
   * @param channels the channels of the first stage; each other one has twice as many as the one
   *     before
   */
  static Model build(String architecture, PreprocessingOptions options, int depth, int channels) {
    ImageBlueprint net = new ImageBlueprint(architecture, options);
    net.requireChannelsLast();
    String size = architecture.substring("ConvNeXt".length()).toLowerCase(Locale.ROOT);
    String name = options.nameOr("convnext_" + size); // layers begin with it too, as in Keras
    Tensor x = net.input(224, 32);
    if (options.hasPreprocessing() && x.dim(-1) == 3) {
      x = prepare().name(name + "_prestem_normalization").apply(x);
    }
    for (int stage = 0; stage < 4; stage++) {
      int filters = channels << stage;
      Sequential inner = net.sequence(x);
      x =
          (stage == 0 ? stem(inner, filters, name) : halve(inner, filters, name, stage - 1))
              .apply(x);
      for (int i = 0; i < (stage == 2 ? depth : 3); i++) {
        x = block(net, x, filters, name + "_stage_" + stage + "_block_" + i);
      }
    }
    return net.model(net.hasTop() ? top(net, x, name) : features(net, x), name);
  }

  private static Normalization prepare() {
    double[] variance = new double[DEVIATION.length];
    for (int i = 0; i < variance.length; i++) {
      variance[i] = DEVIATION[i] * DEVIATION[i];
    }
    return new Normalization().mean(MEAN).variance(variance);
  }

  private static Sequential stem(Sequential inner, int filters, String name) {
    return inner
        .add(new Conv2D(filters, 4).strides(4).name(name + "_stem_conv"))
        .add(normalization().name(name + "_stem_layernorm"))
        .name(name + "_stem");
  }

  private static Sequential halve(Sequential inner, int filters, String name, int number) {
    return inner
        .add(normalization().name(name + "_downsampling_layernorm_" + number))
        .add(new Conv2D(filters, 2).strides(2).name(name + "_downsampling_conv_" + number))
        .name(name + "_downsampling_block_" + number);
  }

  private static Tensor block(ImageBlueprint net, Tensor x, int filters, String name) {
    Conv2D depthwise = new Conv2D(filters, 7).padding("same").groups(filters);
    Tensor y = depthwise.name(name + "_depthwise_conv").apply(x);
    y = normalization().name(name + "_layernorm").apply(y);
    y = new Dense(4 * filters).name(name + "_pointwise_conv_1").apply(y);
    y = new Activation("gelu").name(name + "_gelu").apply(y);
    y = new Dense(filters).name(name + "_pointwise_conv_2").apply(y);
    y = new LayerScale(1e-6, filters).name(name + "_layer_scale").apply(y);
    y = new Activation("linear").name(name + "_identity").apply(y);
    return net.apply(new Add(), x, y);
  }

  private static LayerNormalization normalization() {
    return new LayerNormalization().epsilon(1e-6);
  }

  private static Tensor top(ImageBlueprint net, Tensor x, String name) {
    Tensor y = new GlobalAveragePooling2D().name(name + "_head_gap").apply(x);
    y = normalization().name(name + "_head_layernorm").apply(y);
    Dense layer = new Dense(net.classes()).activation(net.classifierActivation());
    return layer.name(name + "_head_dense").apply(y);
  }

  private static Tensor features(ImageBlueprint net, Tensor x) {
    return net.apply(normalization(), net.pool(x));
  }
}
