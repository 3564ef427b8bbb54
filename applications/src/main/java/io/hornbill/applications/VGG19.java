package io.hornbill.applications;

import io.hornbill.Model;
import java.util.function.Consumer;

/**
 * VGG19: sixteen convolutions and three dense layers, 143,667,240 parameters.
 *
 * <pre>{@code
 * Model net = VGG19.imagenet();
 * INDArray x = VGG19.preprocessInput(images);
 * System.out.println(VGG19.decodePredictions(net.predict(x), 3));
 * }</pre>
 *
 * <p>Images of 224x224, or of at least 32x32 without top; 1,000 classes.
 *
 * @see <a href="https://arxiv.org/abs/1409.1556">Simonyan, Zisserman: Very deep convolutional
 *     networks for large-scale image recognition (2014)</a>
 */
public final class VGG19 extends VGG {
  private VGG19() {}

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
   * Model features = VGG19.create(o -> o.includeTop(false).pooling("avg"));
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
    return build("VGG19", chosen, 2, 2, 4, 4, 4);
  }
}
