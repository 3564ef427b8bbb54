package io.hornbill.applications;

import io.hornbill.Model;
import java.util.function.Consumer;

/**
 * DenseNet121: dense blocks of 6, 12, 24 and 16 steps, 8,062,504 parameters.
 *
 * <pre>{@code
 * Model net = DenseNet121.imagenet();
 * INDArray x = DenseNet121.preprocessInput(images);
 * System.out.println(DenseNet121.decodePredictions(net.predict(x), 3));
 * }</pre>
 *
 * <p>Images of 224x224, or of at least 32x32 without top; 1,000 classes. Channels last only, as in
 * Keras.
 *
 * @see <a href="https://arxiv.org/abs/1608.06993">Huang, Liu, van der Maaten, Weinberger: Densely
 *     connected convolutional networks (2016)</a>
 */
public final class DenseNet121 extends DenseNet {
  private DenseNet121() {}

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
   * Model features = DenseNet121.create(o -> o.includeTop(false).pooling("avg"));
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
    return build("DenseNet121", chosen, 6, 12, 24, 16);
  }
}
