package io.hornbill.applications;

import io.hornbill.graph.Tensor;
import io.hornbill.layers.Activation;
import io.hornbill.layers.AveragePooling2D;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.MaxPooling2D;

/** The modules of {@link InceptionResNetV2}. */
final class InceptionResNet {
  private final ImageBlueprint net;

  InceptionResNet(ImageBlueprint net) {
    this.net = net;
  }

  Tensor stem(Tensor image) {
    Tensor x = convolve(image, 32, 2, "valid", 3, 3);
    x = convolve(x, 32, 1, "valid", 3, 3);
    x = convolve(x, 64, 3, 3);
    x = net.apply(new MaxPooling2D(3).strides(2), x);
    x = convolve(x, 80, 1, "valid", 1, 1);
    x = convolve(x, 192, 1, "valid", 3, 3);
    return net.apply(new MaxPooling2D(3).strides(2), x);
  }

  Tensor small(Tensor x, String name) {
    Tensor one = convolve(x, 96, 1, 1);
    Tensor five = convolve(convolve(x, 48, 1, 1), 64, 5, 5);
    Tensor three = convolve(convolve(x, 64, 1, 1), 96, 3, 3);
    three = convolve(three, 96, 3, 3);
    Tensor pooled = net.apply(new AveragePooling2D(3).strides(1).padding("same"), x);
    return join(name, one, five, three, convolve(pooled, 64, 1, 1));
  }

  /** A residual block on 35x35 places. */
  Tensor block35(Tensor x, String name) {
    Tensor one = convolve(x, 32, 1, 1);
    Tensor three = convolve(convolve(x, 32, 1, 1), 32, 3, 3);
    Tensor twice = convolve(convolve(x, 32, 1, 1), 48, 3, 3);
    twice = convolve(twice, 64, 3, 3);
    return add(x, join(name + "_mixed", one, three, twice), 0.17, true, name);
  }

  Tensor reduceSmall(Tensor x, String name) {
    Tensor once = convolve(x, 384, 2, "valid", 3, 3);
    Tensor twice = convolve(convolve(x, 256, 1, 1), 256, 3, 3);
    twice = convolve(twice, 384, 2, "valid", 3, 3);
    return join(name, once, twice, net.apply(new MaxPooling2D(3).strides(2), x));
  }

  /** A residual block on 17x17 places. */
  Tensor block17(Tensor x, String name) {
    Tensor one = convolve(x, 192, 1, 1);
    Tensor seven = convolve(convolve(x, 128, 1, 1), 160, 1, 7);
    seven = convolve(seven, 192, 7, 1);
    return add(x, join(name + "_mixed", one, seven), 0.1, true, name);
  }

  Tensor reduceMiddle(Tensor x, String name) {
    Tensor first = convolve(convolve(x, 256, 1, 1), 384, 2, "valid", 3, 3);
    Tensor second = convolve(convolve(x, 256, 1, 1), 288, 2, "valid", 3, 3);
    Tensor third = convolve(convolve(x, 256, 1, 1), 288, 3, 3);
    third = convolve(third, 320, 2, "valid", 3, 3);
    return join(name, first, second, third, net.apply(new MaxPooling2D(3).strides(2), x));
  }

  /** A residual block on 8x8 places. */
  Tensor block8(Tensor x, double scale, boolean active, String name) {
    Tensor one = convolve(x, 192, 1, 1);
    Tensor three = convolve(convolve(x, 192, 1, 1), 224, 1, 3);
    three = convolve(three, 256, 3, 1);
    return add(x, join(name + "_mixed", one, three), scale, active, name);
  }

  Tensor end(Tensor x, String name) {
    Tensor y = new Conv2D(1536, 1).padding("same").useBias(false).name(name).apply(x);
    y = normalization().name(name + "_bn").apply(y);
    return new Activation("relu").name(name + "_ac").apply(y);
  }

  /** Adds a part of the branches to what goes around them, so that training stays stable. */
  private Tensor add(Tensor x, Tensor branches, double scale, boolean active, String name) {
    int channels = (int) x.dim(ChannelAxis.ofBatch());
    Tensor y = new Conv2D(channels, 1).padding("same").name(name + "_conv").apply(branches);
    y = net.apply(new CustomScaleLayer(scale), x, y);
    return active ? new Activation("relu").name(name + "_ac").apply(y) : y;
  }

  private Tensor convolve(Tensor x, int filters, int... window) {
    return convolve(x, filters, 1, "same", window);
  }

  private Tensor convolve(Tensor x, int filters, int stride, String padding, int... window) {
    Conv2D convolution = new Conv2D(filters, window).strides(stride).padding(padding);
    Tensor y = net.apply(convolution.useBias(false), x);
    return net.apply(new Activation("relu"), net.apply(normalization(), y));
  }

  private static BatchNormalization normalization() {
    return new BatchNormalization().axis(ChannelAxis.ofBatch()).scale(false);
  }

  private static Tensor join(String name, Tensor... branches) {
    return new Concatenate().axis(ChannelAxis.ofBatch()).name(name).apply(branches);
  }
}
