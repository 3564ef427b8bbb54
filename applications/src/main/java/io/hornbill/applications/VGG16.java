package io.hornbill.applications;

import io.hornbill.Model;
import java.util.function.Consumer;

/**
 * VGG16: thirteen convolutions and three dense layers, 138,357,544 parameters.
 *
 * <pre>{@code
 * Model net = VGG16.imagenet();
 * INDArray x = VGG16.preprocessInput(images);
 * System.out.println(VGG16.decodePredictions(net.predict(x), 3));
 * }</pre>
 *
 * <p>Images of 224x224, or of at least 32x32 without top; 1,000 classes.
 *
 * @see <a href="https://arxiv.org/abs/1409.1556">Simonyan, Zisserman: Very deep convolutional
 *     networks for large-scale image recognition (2014)</a>
 */
public final class VGG16 extends VGG {
  private VGG16() {}

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
   * Model features = VGG16.create(o -> o.includeTop(false).pooling("avg"));
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
    return build("VGG16", chosen, 2, 2, 3, 3, 3);
  }
}
