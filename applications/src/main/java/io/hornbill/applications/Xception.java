package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Activation;
import io.hornbill.layers.Add;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.layers.SeparableConv2D;
import java.util.function.Consumer;

/**
 * Xception: separable convolutions in residual modules, 22,910,480 parameters.
 *
 * <pre>{@code
 * Model net = Xception.imagenet();
 * INDArray x = Xception.preprocessInput(images);
 * System.out.println(Xception.decodePredictions(net.predict(x), 3));
 * }</pre>
 *
 * <p>Images of 299x299, or of at least 71x71 without top; 1,000 classes.
 *
 * @see <a href="https://arxiv.org/abs/1610.02357">Chollet: Xception, deep learning with depthwise
 *     separable convolutions (2016)</a>
 */
public final class Xception extends TfModel {
  private Xception() {}

  /**
   * Makes the network with the weights that Keras offers.
   *
   * @return a model that classifies
   * @throws java.io.UncheckedIOException if the weights are neither in the folder {@code models} of
   *     Keras' home nor to be downloaded
   */
  public static Model imagenet() {
    return create(options -> {});
  }

  /**
   * Makes the network.
   *
   * <pre>{@code
   * Model features = Xception.create(o -> o.includeTop(false).pooling("avg"));
   * }</pre>
   *
   * @param options changes the defaults, which are those of Keras
   * @return a new model
   * @throws IllegalArgumentException if options contradict each other
   * @throws java.io.UncheckedIOException if the weights are neither there nor to be downloaded
   * @throws io.hornbill.files.ModelFormatException if the weights do not fit
   */
  public static Model create(Consumer<ClassifierOptions> options) {
    ClassifierOptions chosen = new ClassifierOptions();
    options.accept(chosen);
    return build(chosen);
  }

  private static Model build(ClassifierOptions options) {
    ImageBlueprint net = new ImageBlueprint("Xception", options);
    Tensor x = entry(net.input(299, 71));
    x = reduce(net, x, "block2", false, 128, 128);
    x = reduce(net, x, "block3", true, 256, 256);
    x = reduce(net, x, "block4", true, 728, 728);
    for (int block = 5; block <= 12; block++) {
      x = middle(net, x, "block" + block);
    }
    x = reduce(net, x, "block13", true, 728, 1024);
    x = exit(x);
    return net.model(net.hasTop() ? net.classify(x) : net.pool(x), "xception");
  }

  private static Tensor entry(Tensor image) {
    Tensor x = new Conv2D(32, 3).strides(2).useBias(false).name("block1_conv1").apply(image);
    x = relu(normalize(x, "block1_conv1_bn"), "block1_conv1_act");
    x = new Conv2D(64, 3).useBias(false).name("block1_conv2").apply(x);
    return relu(normalize(x, "block1_conv2_bn"), "block1_conv2_act");
  }

  /** A module that halves height and width. */
  private static Tensor reduce(
      ImageBlueprint net, Tensor x, String name, boolean active, int first, int second) {
    Conv2D projection = new Conv2D(second, 1).strides(2).padding("same").useBias(false);
    Tensor shortcut = net.apply(projection, x);
    shortcut = net.apply(new BatchNormalization().axis(ChannelAxis.fromEnd()), shortcut);
    Tensor y = active ? relu(x, name + "_sepconv1_act") : x;
    y = separable(y, first, name + "_sepconv1");
    y = separable(relu(y, name + "_sepconv2_act"), second, name + "_sepconv2");
    y = new MaxPooling2D(3).strides(2).padding("same").name(name + "_pool").apply(y);
    return net.apply(new Add(), y, shortcut);
  }

  private static Tensor middle(ImageBlueprint net, Tensor x, String name) {
    Tensor y = x;
    for (int i = 1; i <= 3; i++) {
      String convolution = name + "_sepconv" + i;
      y = separable(relu(y, convolution + "_act"), 728, convolution);
    }
    return net.apply(new Add(), y, x);
  }

  private static Tensor exit(Tensor x) {
    Tensor y = relu(separable(x, 1536, "block14_sepconv1"), "block14_sepconv1_act");
    return relu(separable(y, 2048, "block14_sepconv2"), "block14_sepconv2_act");
  }

  private static Tensor separable(Tensor x, int filters, String name) {
    SeparableConv2D layer = new SeparableConv2D(filters, 3).padding("same").useBias(false);
    return normalize(layer.name(name).apply(x), name + "_bn");
  }

  private static Tensor normalize(Tensor x, String name) {
    return new BatchNormalization().axis(ChannelAxis.fromEnd()).name(name).apply(x);
  }

  private static Tensor relu(Tensor x, String name) {
    return new Activation("relu").name(name).apply(x);
  }
}
