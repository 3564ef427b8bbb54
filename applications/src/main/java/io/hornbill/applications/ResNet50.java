package io.hornbill.applications;

import io.hornbill.Model;
import java.util.function.Consumer;

/**
 * ResNet50: sixteen residual blocks, 25,636,712 parameters.
 *
 * <pre>{@code
 * Model net = ResNet50.imagenet();
 * INDArray x = ResNet50.preprocessInput(images);
 * System.out.println(ResNet50.decodePredictions(net.predict(x), 3));
 * }</pre>
 *
 * <p>{@code weights("imagenet-keras1")} makes the network as Keras 1 had it, with the weights of
 * that time.
 *
 * <p>Images of 224x224, or of at least 32x32 without top; 1,000 classes.
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He, Zhang, Ren, Sun: Deep residual learning for
 *     image recognition (2015)</a>
 */
public final class ResNet50 extends ResNet {
  private ResNet50() {}

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
   * Model features = ResNet50.create(o -> o.includeTop(false).pooling("avg"));
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
    if ("imagenet-keras1".equals(chosen.weights())) {
      return ResNet50Keras1.build(chosen);
    }
    return build("ResNet50", chosen, 3, 4, 6, 3);
  }
}
