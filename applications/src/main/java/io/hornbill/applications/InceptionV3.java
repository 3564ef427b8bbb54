package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import java.util.function.Consumer;

/**
 * InceptionV3: eleven modules of parallel convolutions, 23,851,784 parameters.
 *
 * <pre>{@code
 * Model net = InceptionV3.imagenet();
 * INDArray x = InceptionV3.preprocessInput(images);
 * System.out.println(InceptionV3.decodePredictions(net.predict(x), 3));
 * }</pre>
 *
 * <p>{@code weights("imagenet-keras1")} makes the network as Keras 1 had it, with the weights of
 * that time.
 *
 * <p>Images of 299x299, or of at least 75x75 without top; 1,000 classes.
 *
 * @see <a href="https://arxiv.org/abs/1512.00567">Szegedy et al.: Rethinking the Inception
 *     architecture for computer vision (2015)</a>
 */
public final class InceptionV3 extends TfModel {
  private InceptionV3() {}

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
   * Model features = InceptionV3.create(o -> o.includeTop(false).pooling("avg"));
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
    return build(chosen, "imagenet-keras1".equals(chosen.weights()));
  }

  static Model build(ClassifierOptions options, boolean keras1) {
    ImageBlueprint net = new ImageBlueprint("InceptionV3", options);
    Inception modules = new Inception(net, keras1);
    Tensor x = modules.stem(net.input(299, keras1 ? 139 : 75));
    x = modules.small(x, 32, "mixed0");
    x = modules.small(x, keras1 ? 32 : 64, "mixed1");
    x = modules.small(x, keras1 ? 32 : 64, "mixed2");
    x = modules.reduceSmall(x, "mixed3");
    x = modules.middle(x, 128, "mixed4");
    x = modules.middle(x, 160, "mixed5");
    x = modules.middle(x, 160, "mixed6");
    x = modules.middle(x, 192, "mixed7");
    x = modules.reduceMiddle(x, "mixed8");
    x = modules.wide(x, "mixed9_0", "mixed9");
    x = modules.wide(x, "mixed9_1", "mixed10");
    return net.model(net.hasTop() ? net.classify(x) : net.pool(x), "inception_v3");
  }
}
