package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.AveragePooling2D;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.layers.ZeroPadding2D;
import java.util.Locale;

/** Dense blocks, in which every step gets the features of all steps before it. */
abstract class DenseNet extends TorchModel {
  private static final int GROWTH = 32;

  DenseNet() {}

  static Model build(String architecture, ClassifierOptions options, int... blocks) {
    ImageBlueprint net = new ImageBlueprint(architecture, options);
    net.requireChannelsLast();
    Tensor x = stem(net, net.input(224, 32));
    for (int i = 0; i < blocks.length; i++) {
      x = block(x, blocks[i], "conv" + (i + 2));
      x = i < blocks.length - 1 ? transition(x, "pool" + (i + 2)) : x;
    }
    x = ResNet.relu(ResNet.normalize(x, "bn"), "relu");
    String name = architecture.toLowerCase(Locale.ROOT);
    return net.model(net.hasTop() ? net.classify(x) : net.poolByName(x), name);
  }

  private static Tensor stem(ImageBlueprint net, Tensor image) {
    Tensor x = net.apply(new ZeroPadding2D(3), image);
    x = new Conv2D(64, 7).strides(2).useBias(false).name("conv1_conv").apply(x);
    x = ResNet.relu(ResNet.normalize(x, "conv1_bn"), "conv1_relu");
    x = net.apply(new ZeroPadding2D(1), x);
    return new MaxPooling2D(3).strides(2).name("pool1").apply(x);
  }

  private static Tensor block(Tensor x, int steps, String name) {
    Tensor y = x;
    for (int i = 1; i <= steps; i++) {
      y = step(y, name + "_block" + i);
    }
    return y;
  }

  private static Tensor step(Tensor x, String name) {
    Tensor y = ResNet.relu(ResNet.normalize(x, name + "_0_bn"), name + "_0_relu");
    y = new Conv2D(4 * GROWTH, 1).useBias(false).name(name + "_1_conv").apply(y);
    y = ResNet.relu(ResNet.normalize(y, name + "_1_bn"), name + "_1_relu");
    Conv2D convolution = new Conv2D(GROWTH, 3).padding("same").useBias(false);
    y = convolution.name(name + "_2_conv").apply(y);
    return new Concatenate().axis(ChannelAxis.ofBatch()).name(name + "_concat").apply(x, y);
  }

  /** Halves the channels, height and width. */
  private static Tensor transition(Tensor x, String name) {
    Tensor y = ResNet.relu(ResNet.normalize(x, name + "_bn"), name + "_relu");
    int filters = (int) (y.dim(ChannelAxis.ofBatch()) / 2);
    y = new Conv2D(filters, 1).useBias(false).name(name + "_conv").apply(y);
    return new AveragePooling2D(2).strides(2).name(name + "_pool").apply(y);
  }
}
