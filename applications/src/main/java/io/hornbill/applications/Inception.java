package io.hornbill.applications;

import io.hornbill.graph.Tensor;
import io.hornbill.layers.Activation;
import io.hornbill.layers.AveragePooling2D;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Layer;
import io.hornbill.layers.MaxPooling2D;

/** The modules of {@link InceptionV3}: convolutions of several sizes, whose channels are joined. */
final class Inception {
  private final ImageBlueprint net;
  private final boolean keras1;

  /**
   * Makes modules.
   *
   * @param net the network
   * @param keras1 whether convolutions have a bias, and are rectified before they are normalized,
   *     as in Keras 1, whose modules also differ in three places
   */
  Inception(ImageBlueprint net, boolean keras1) {
    this.net = net;
    this.keras1 = keras1;
  }

  Tensor stem(Tensor image) {
    Tensor x = convolve(image, 32, 3, 3, 2, "valid");
    x = convolve(x, 32, 3, 3, 1, "valid");
    x = convolve(x, 64, 3, 3);
    x = net.apply(new MaxPooling2D(3).strides(2), x);
    x = convolve(x, 80, 1, 1, 1, "valid");
    x = convolve(x, 192, 3, 3, 1, "valid");
    return net.apply(new MaxPooling2D(3).strides(2), x);
  }

  /** Windows of up to 5x5, on 35x35 places. */
  Tensor small(Tensor x, int pooled, String name) {
    Tensor one = convolve(x, 64, 1, 1);
    Tensor five = convolve(convolve(x, 48, 1, 1), 64, 5, 5);
    Tensor three = convolve(convolve(x, 64, 1, 1), 96, 3, 3);
    three = convolve(three, 96, 3, 3);
    return join(name, one, five, three, pooled(x, pooled));
  }

  Tensor reduceSmall(Tensor x, String name) {
    Tensor once = convolve(x, 384, 3, 3, 2, "valid");
    Tensor twice = convolve(convolve(x, 64, 1, 1), 96, 3, 3);
    twice = convolve(twice, 96, 3, 3, 2, "valid");
    return join(name, once, twice, net.apply(new MaxPooling2D(3).strides(2), x));
  }

  /** Windows of 7x7 as rows and columns, on 17x17 places. */
  Tensor middle(Tensor x, int filters, String name) {
    Tensor one = convolve(x, 192, 1, 1);
    Tensor seven = convolve(convolve(x, filters, 1, 1), filters, 1, 7);
    seven = convolve(seven, 192, 7, 1);
    Tensor twice =
        convolve(convolve(x, keras1 ? Math.min(filters, 160) : filters, 1, 1), filters, 7, 1);
    twice = convolve(convolve(twice, filters, 1, 7), filters, 7, 1);
    twice = convolve(twice, 192, 1, 7);
    return join(name, one, seven, twice, pooled(x, 192));
  }

  Tensor reduceMiddle(Tensor x, String name) {
    Tensor three = convolve(convolve(x, 192, 1, 1), 320, 3, 3, 2, "valid");
    Tensor seven = convolve(convolve(x, 192, 1, 1), 192, 1, 7);
    seven = convolve(convolve(seven, 192, 7, 1), 192, 3, 3, 2, "valid");
    Layer pooling = keras1 ? new AveragePooling2D(3).strides(2) : new MaxPooling2D(3).strides(2);
    return join(name, three, seven, net.apply(pooling, x));
  }

  /** Windows of 3x3 as rows beside columns, on 8x8 places. */
  Tensor wide(Tensor x, String inner, String name) {
    Tensor one = convolve(x, 320, 1, 1);
    Tensor three = convolve(x, 384, 1, 1);
    three = join(inner, convolve(three, 384, 1, 3), convolve(three, 384, 3, 1));
    Tensor twice = convolve(convolve(x, 448, 1, 1), 384, 3, 3);
    Tensor row = convolve(twice, 384, 1, 3);
    twice = net.apply(join(), row, convolve(twice, 384, 3, 1));
    return join(name, one, three, twice, pooled(x, 192));
  }

  private Tensor pooled(Tensor x, int filters) {
    return convolve(
        net.apply(new AveragePooling2D(3).strides(1).padding("same"), x), filters, 1, 1);
  }

  private Tensor convolve(Tensor x, int filters, int rows, int columns) {
    return convolve(x, filters, rows, columns, 1, "same");
  }

  private Tensor convolve(
      Tensor x, int filters, int rows, int columns, int stride, String padding) {
    Conv2D convolution = new Conv2D(filters, rows, columns).strides(stride).padding(padding);
    if (keras1) {
      Tensor y = net.apply(convolution.activation("relu"), x);
      return net.apply(new BatchNormalization().axis(ChannelAxis.ofBatch()), y);
    }
    Tensor y = net.apply(convolution.useBias(false), x);
    y = net.apply(new BatchNormalization().axis(ChannelAxis.ofBatch()).scale(false), y);
    return net.apply(new Activation("relu"), y);
  }

  private static Tensor join(String name, Tensor... branches) {
    return join().name(name).apply(branches);
  }

  private static Concatenate join() {
    return new Concatenate().axis(ChannelAxis.ofBatch());
  }
}
