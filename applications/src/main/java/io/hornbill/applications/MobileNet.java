package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.base.Fault;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Activation;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.DepthwiseConv2D;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.ReLU;
import io.hornbill.layers.Reshape;
import io.hornbill.layers.ZeroPadding2D;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * MobileNet: depthwise convolutions of 3x3 and pointwise ones in turn, 4,253,864 parameters.
 *
 * <pre>{@code
 * Model net = MobileNet.imagenet();
 * INDArray x = MobileNet.preprocessInput(images);
 * System.out.println(MobileNet.decodePredictions(net.predict(x), 3));
 * }</pre>
 *
 * <p>Images of 224x224, also of 128, 160 or 192, or of at least 32x32 without top; 1,000 classes.
 *
 * @see <a href="https://arxiv.org/abs/1704.04861">Howard et al.: MobileNets, efficient
 *     convolutional neural networks for mobile vision applications (2017)</a>
 */
public final class MobileNet extends TfModel {
  private static final List<Integer> SIZES = List.of(128, 160, 192, 224);
  private static final int[] FILTERS = {
    64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024
  };
  private static final Set<Integer> HALVING = Set.of(2, 4, 6, 12);

  private MobileNet() {}

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
   * Model features = MobileNet.create(o -> o.includeTop(false).pooling("avg"));
   * }</pre>
   *
   * @param options changes the defaults, which are those of Keras
   * @return a new model
   * @throws IllegalArgumentException if options contradict each other
   * @throws java.io.UncheckedIOException if the weights are neither there nor to be downloaded
   * @throws io.hornbill.files.ModelFormatException if the weights do not fit
   */
  public static Model create(Consumer<MobileNetOptions> options) {
    MobileNetOptions chosen = new MobileNetOptions();
    options.accept(chosen);
    return build(chosen);
  }

  private static Model build(MobileNetOptions options) {
    ImageBlueprint net = new ImageBlueprint("MobileNet", options);
    Tensor image = net.sizedInput(SIZES, 32);
    if (net.isTrained() && options.depthMultiplier() != 1) {
      throw Fault.of("MobileNet")
          .expected("with ImageNet's weights, depthMultiplier must be 1")
          .received(options.depthMultiplier())
          .remedy("Choose random weights for another.")
          .argument();
    }
    Conv2D first = new Conv2D((int) (32 * options.alpha()), 3).strides(2).padding("same");
    Tensor x = first.useBias(false).name("conv1").apply(image);
    x = normalizeAndCut(x, "conv1");
    for (int block = 1; block <= FILTERS.length; block++) {
      x = block(x, options, block);
    }
    x = net.hasTop() ? top(net, x, options.dropout()) : net.pool(x);
    String name = String.format(Locale.ROOT, "mobilenet_%.2f_%s", options.alpha(), net.rows(SIZES));
    return net.model(x, name, options.alpha() + " " + net.trainedSize(SIZES));
  }

  private static Tensor block(Tensor x, MobileNetOptions options, int number) {
    boolean halves = HALVING.contains(number);
    Tensor y = x;
    if (halves) {
      y = new ZeroPadding2D(0, 1, 0, 1).name("conv_pad_" + number).apply(y);
    }
    DepthwiseConv2D depthwise = new DepthwiseConv2D(3).depthMultiplier(options.depthMultiplier());
    depthwise.strides(halves ? 2 : 1).padding(halves ? "valid" : "same").useBias(false);
    y = normalizeAndCut(depthwise.name("conv_dw_" + number).apply(y), "conv_dw_" + number);
    Conv2D pointwise = new Conv2D((int) (FILTERS[number - 1] * options.alpha()), 1);
    pointwise.padding("same").useBias(false).name("conv_pw_" + number);
    return normalizeAndCut(pointwise.apply(y), "conv_pw_" + number);
  }

  private static Tensor normalizeAndCut(Tensor x, String name) {
    BatchNormalization layer = new BatchNormalization().axis(ChannelAxis.fromEnd());
    return new ReLU().maxValue(6).name(name + "_relu").apply(layer.name(name + "_bn").apply(x));
  }

  private static Tensor top(ImageBlueprint net, Tensor x, double dropout) {
    Tensor y = net.apply(new GlobalAveragePooling2D().keepdims(true), x);
    y = new Dropout(dropout).name("dropout").apply(y);
    y = new Conv2D(net.classes(), 1).padding("same").name("conv_preds").apply(y);
    y = new Reshape(net.classes()).name("reshape_2").apply(y);
    return new Activation(net.classifierActivation()).name("predictions").apply(y);
  }
}
