package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Add;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.DepthwiseConv2D;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.ReLU;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * MobileNetV2: inverted residual blocks with linear bottlenecks, 3,538,984 parameters.
 *
 * <pre>{@code
 * Model net = MobileNetV2.imagenet();
 * INDArray x = MobileNetV2.preprocessInput(images);
 * System.out.println(MobileNetV2.decodePredictions(net.predict(x), 3));
 * }</pre>
 *
 * <p>Images of 224x224, also of 96, 128, 160 or 192, or of at least 32x32 without top; 1,000
 * classes.
 *
 * @see <a href="https://arxiv.org/abs/1801.04381">Sandler et al.: MobileNetV2, inverted residuals
 *     and linear bottlenecks (2018)</a>
 */
public final class MobileNetV2 extends TfModel {
  private static final List<Integer> SIZES = List.of(96, 128, 160, 192, 224);
  private static final int[] FILTERS = {
    16, 24, 24, 32, 32, 32, 64, 64, 64, 64, 96, 96, 96, 160, 160, 160, 320
  };
  private static final Set<Integer> HALVING = Set.of(1, 3, 6, 13);

  private MobileNetV2() {}

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
   * Model features = MobileNetV2.create(o -> o.includeTop(false).pooling("avg"));
   * }</pre>
   *
   * @param options changes the defaults, which are those of Keras
   * @return a new model
   * @throws IllegalArgumentException if options contradict each other
   * @throws java.io.UncheckedIOException if the weights are neither there nor to be downloaded
   * @throws io.hornbill.files.ModelFormatException if the weights do not fit
   */
  public static Model create(Consumer<MobileNetV2Options> options) {
    MobileNetV2Options chosen = new MobileNetV2Options();
    options.accept(chosen);
    return build(chosen);
  }

  private static Model build(MobileNetV2Options options) {
    ImageBlueprint net = new ImageBlueprint("MobileNetV2", options);
    net.requireShapeOfTensor();
    double alpha = options.alpha();
    Tensor image = net.sizedInput(SIZES, 32);
    Conv2D first = new Conv2D(Filters.divisible(32 * alpha, 8), 3).strides(2).padding("same");
    Tensor x = first.useBias(false).name("Conv1").apply(image);
    x = cut(normalize(x, "bn_Conv1"), "Conv1_relu");
    for (int block = 0; block < FILTERS.length; block++) {
      x = block(x, block, Filters.divisible((int) (FILTERS[block] * alpha), 8));
    }
    int last = alpha > 1 ? Filters.divisible(1280 * alpha, 8) : 1280;
    x = new Conv2D(last, 1).useBias(false).name("Conv_1").apply(x);
    x = cut(normalize(x, "Conv_1_bn"), "out_relu");
    x = net.hasTop() ? net.predictions(net.apply(new GlobalAveragePooling2D(), x)) : net.pool(x);
    String name = String.format(Locale.ROOT, "mobilenetv2_%.2f_%s", alpha, net.rows(SIZES));
    return net.model(x, name, alpha + " " + net.trainedSize(SIZES));
  }

  /** Expands the channels, convolves each, and projects them to fewer without an activation. */
  private static Tensor block(Tensor x, int number, int filters) {
    boolean halves = HALVING.contains(number);
    String name = number == 0 ? "expanded_conv_" : "block_" + number + "_";
    long channels = x.dim(ChannelAxis.fromEnd());
    Tensor y = number == 0 ? x : expand(x, (int) (6 * channels), name);
    if (halves) {
      y = Margin.before(y, 3).name(name + "pad").apply(y);
    }
    DepthwiseConv2D depthwise = new DepthwiseConv2D(3).strides(halves ? 2 : 1);
    depthwise.padding(halves ? "valid" : "same").useBias(false).name(name + "depthwise");
    y = normalize(depthwise.apply(y), name + "depthwise_BN");
    y = cut(y, name + "depthwise_relu");
    Conv2D projection = new Conv2D(filters, 1).padding("same").useBias(false);
    y = normalize(projection.name(name + "project").apply(y), name + "project_BN");
    boolean residual = channels == filters && !halves;
    return residual ? new Add().name(name + "add").apply(x, y) : y;
  }

  private static Tensor expand(Tensor x, int filters, String name) {
    Conv2D expansion = new Conv2D(filters, 1).padding("same").useBias(false);
    Tensor y = normalize(expansion.name(name + "expand").apply(x), name + "expand_BN");
    return cut(y, name + "expand_relu");
  }

  private static Tensor normalize(Tensor x, String name) {
    BatchNormalization layer = new BatchNormalization().axis(ChannelAxis.fromEnd());
    return layer.epsilon(1e-3).momentum(0.999).name(name).apply(x);
  }

  private static Tensor cut(Tensor x, String name) {
    return new ReLU().maxValue(6).name(name).apply(x);
  }
}
