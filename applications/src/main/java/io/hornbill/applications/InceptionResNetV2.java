package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import java.util.function.Consumer;

/**
 * InceptionResNetV2: Inception modules as residual blocks, 55,873,736 parameters.
 *
 * <pre>{@code
 * Model net = InceptionResNetV2.imagenet();
 * INDArray x = InceptionResNetV2.preprocessInput(images);
 * System.out.println(InceptionResNetV2.decodePredictions(net.predict(x), 3));
 * }</pre>
 *
 * <p>Images of 299x299, or of at least 75x75 without top; 1,000 classes.
 *
 * @see <a href="https://arxiv.org/abs/1602.07261">Szegedy, Ioffe, Vanhoucke, Alemi: Inception-v4,
 *     Inception-ResNet and the impact of residual connections on learning (2016)</a>
 */
public final class InceptionResNetV2 extends TfModel {
  private InceptionResNetV2() {}

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
   * Model features = InceptionResNetV2.create(o -> o.includeTop(false).pooling("avg"));
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
    ImageBlueprint net = new ImageBlueprint("InceptionResNetV2", options);
    InceptionResNet modules = new InceptionResNet(net);
    Tensor x = modules.small(modules.stem(net.input(299, 75)), "mixed_5b");
    for (int i = 1; i <= 10; i++) {
      x = modules.block35(x, "block35_" + i);
    }
    x = modules.reduceSmall(x, "mixed_6a");
    for (int i = 1; i <= 20; i++) {
      x = modules.block17(x, "block17_" + i);
    }
    x = modules.reduceMiddle(x, "mixed_7a");
    for (int i = 1; i <= 9; i++) {
      x = modules.block8(x, 0.2, true, "block8_" + i);
    }
    x = modules.end(modules.block8(x, 1, false, "block8_10"), "conv_7b");
    return net.model(net.hasTop() ? net.classify(x) : net.pool(x), "inception_resnet_v2");
  }
}
