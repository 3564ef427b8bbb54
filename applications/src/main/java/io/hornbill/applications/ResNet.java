package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Activation;
import io.hornbill.layers.Add;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.layers.ZeroPadding2D;
import java.util.Locale;

/**
 * Residual blocks, each of which adds to its input what three convolutions make of it.
 *
 * <pre>{@code y = relu(x + f(x))}</pre>
 */
abstract class ResNet extends CaffeModel {
  ResNet() {}

  static Model build(String architecture, ClassifierOptions options, int... blocks) {
    ImageBlueprint net = new ImageBlueprint(architecture, options);
    Tensor x = stem(net.input(224, 32));
    for (int stage = 0; stage < blocks.length; stage++) {
      x = stage(x, 64 << stage, blocks[stage], stage == 0 ? 1 : 2, "conv" + (stage + 2));
    }
    String name = architecture.toLowerCase(Locale.ROOT);
    return net.model(net.hasTop() ? net.classify(x) : net.poolByName(x), name);
  }

  private static Tensor stem(Tensor image) {
    Tensor x = new ZeroPadding2D(3).name("conv1_pad").apply(image);
    x = new Conv2D(64, 7).strides(2).name("conv1_conv").apply(x);
    x = relu(normalize(x, "conv1_bn"), "conv1_relu");
    x = new ZeroPadding2D(1).name("pool1_pad").apply(x);
    return new MaxPooling2D(3).strides(2).name("pool1_pool").apply(x);
  }

  private static Tensor stage(Tensor x, int filters, int blocks, int stride, String name) {
    Tensor y = block(x, filters, stride, true, name + "_block1");
    for (int i = 2; i <= blocks; i++) {
      y = block(y, filters, 1, false, name + "_block" + i);
    }
    return y;
  }

  private static Tensor block(Tensor x, int filters, int stride, boolean project, String name) {
    Tensor shortcut = x;
    if (project) {
      shortcut = new Conv2D(4 * filters, 1).strides(stride).name(name + "_0_conv").apply(x);
      shortcut = normalize(shortcut, name + "_0_bn");
    }
    Tensor y = new Conv2D(filters, 1).strides(stride).name(name + "_1_conv").apply(x);
    y = relu(normalize(y, name + "_1_bn"), name + "_1_relu");
    y = new Conv2D(filters, 3).padding("same").name(name + "_2_conv").apply(y);
    y = relu(normalize(y, name + "_2_bn"), name + "_2_relu");
    y = new Conv2D(4 * filters, 1).name(name + "_3_conv").apply(y);
    y = normalize(y, name + "_3_bn");
    y = new Add().name(name + "_add").apply(shortcut, y);
    return relu(y, name + "_out");
  }

  static Tensor normalize(Tensor x, String name) {
    int axis = ChannelAxis.ofBatch();
    return new BatchNormalization().axis(axis).epsilon(1.001e-5).name(name).apply(x);
  }

  static Tensor relu(Tensor x, String name) {
    return new Activation("relu").name(name).apply(x);
  }
}
