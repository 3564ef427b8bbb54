package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Activation;
import io.hornbill.layers.Add;
import io.hornbill.layers.AveragePooling2D;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.layers.ZeroPadding2D;

/**
 * {@link ResNet50} as Keras 1 and 2.0 had it: other names, no zeros before the first pooling, a
 * greater epsilon, and a pooling of 7x7 at the end.
 */
final class ResNet50Keras1 {
  private static final int[] BLOCKS = {3, 4, 6, 3};

  private ResNet50Keras1() {}

  static Model build(ClassifierOptions options) {
    ImageBlueprint net = new ImageBlueprint("ResNet50", options);
    Tensor x = net.apply(new ZeroPadding2D(3), net.input(224, 197));
    x = new Conv2D(64, 7).strides(2).name("conv1").apply(x);
    x = relu(net, normalize(x, "bn_conv1"));
    x = net.apply(new MaxPooling2D(3).strides(2), x);
    for (int stage = 2; stage < 2 + BLOCKS.length; stage++) {
      for (int i = 0; i < BLOCKS[stage - 2]; i++) {
        int stride = i == 0 && stage > 2 ? 2 : 1;
        x = block(net, x, 16 << stage, stride, i == 0, "" + stage + (char) ('a' + i) + "_branch");
      }
    }
    x = new AveragePooling2D(7).name("avg_pool").apply(x);
    return net.model(net.hasTop() ? top(net, x) : net.pool(x), "resnet50");
  }

  private static Tensor block(
      ImageBlueprint net, Tensor x, int filters, int stride, boolean project, String name) {
    Tensor y = new Conv2D(filters, 1).strides(stride).name("res" + name + "2a").apply(x);
    y = relu(net, normalize(y, "bn" + name + "2a"));
    y = new Conv2D(filters, 3).padding("same").name("res" + name + "2b").apply(y);
    y = relu(net, normalize(y, "bn" + name + "2b"));
    y = new Conv2D(4 * filters, 1).name("res" + name + "2c").apply(y);
    y = normalize(y, "bn" + name + "2c");
    Tensor shortcut = x;
    if (project) {
      shortcut = new Conv2D(4 * filters, 1).strides(stride).name("res" + name + "1").apply(x);
      shortcut = normalize(shortcut, "bn" + name + "1");
    }
    return relu(net, net.apply(new Add(), y, shortcut));
  }

  private static Tensor top(ImageBlueprint net, Tensor x) {
    Tensor y = net.apply(new Flatten(), x);
    Dense layer = new Dense(net.classes()).activation(net.classifierActivation());
    return layer.name("fc1000").apply(y);
  }

  private static Tensor normalize(Tensor x, String name) {
    return new BatchNormalization().axis(ChannelAxis.ofBatch()).name(name).apply(x);
  }

  private static Tensor relu(ImageBlueprint net, Tensor x) {
    return net.apply(new Activation("relu"), x);
  }
}
