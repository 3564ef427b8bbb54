package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Add;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.layers.ZeroPadding2D;
import java.util.Locale;

/**
 * Residual blocks that normalize and rectify their input before they convolve it, so that what is
 * added passes through unchanged.
 *
 * <pre>{@code y = x + f(relu(normalize(x)))}</pre>
 */
abstract class ResNetV2 extends TfModel {
  ResNetV2() {}

  static Model build(String architecture, ClassifierOptions options, int... blocks) {
    ImageBlueprint net = new ImageBlueprint(architecture, options);
    Tensor x = stem(net.input(224, 32));
    for (int stage = 0; stage < blocks.length; stage++) {
      int stride = stage == blocks.length - 1 ? 1 : 2;
      x = stage(net, x, 64 << stage, blocks[stage], stride, "conv" + (stage + 2));
    }
    x = ResNet.relu(ResNet.normalize(x, "post_bn"), "post_relu");
    String name = architecture.toLowerCase(Locale.ROOT);
    return net.model(net.hasTop() ? net.classify(x) : net.poolByName(x), name);
  }

  private static Tensor stem(Tensor image) {
    Tensor x = new ZeroPadding2D(3).name("conv1_pad").apply(image);
    x = new Conv2D(64, 7).strides(2).name("conv1_conv").apply(x);
    x = new ZeroPadding2D(1).name("pool1_pad").apply(x);
    return new MaxPooling2D(3).strides(2).name("pool1_pool").apply(x);
  }

  /** The last block of a stage takes the stride, where the first form has it in the first. */
  private static Tensor stage(
      ImageBlueprint net, Tensor x, int filters, int blocks, int stride, String name) {
    Tensor y = block(net, x, filters, 1, true, name + "_block1");
    for (int i = 2; i < blocks; i++) {
      y = block(net, y, filters, 1, false, name + "_block" + i);
    }
    return block(net, y, filters, stride, false, name + "_block" + blocks);
  }

  private static Tensor block(
      ImageBlueprint net, Tensor x, int filters, int stride, boolean project, String name) {
    Tensor active = ResNet.normalize(x, name + "_preact_bn");
    active = ResNet.relu(active, name + "_preact_relu");
    Tensor shortcut = x;
    if (project) {
      shortcut = new Conv2D(4 * filters, 1).strides(stride).name(name + "_0_conv").apply(active);
    } else if (stride > 1) {
      shortcut = net.apply(new MaxPooling2D(1).strides(stride), x);
    }
    Tensor y = new Conv2D(filters, 1).useBias(false).name(name + "_1_conv").apply(active);
    y = ResNet.relu(ResNet.normalize(y, name + "_1_bn"), name + "_1_relu");
    y = new ZeroPadding2D(1).name(name + "_2_pad").apply(y);
    y = new Conv2D(filters, 3).strides(stride).useBias(false).name(name + "_2_conv").apply(y);
    y = ResNet.relu(ResNet.normalize(y, name + "_2_bn"), name + "_2_relu");
    y = new Conv2D(4 * filters, 1).name(name + "_3_conv").apply(y);
    return new Add().name(name + "_out").apply(shortcut, y);
  }
}
