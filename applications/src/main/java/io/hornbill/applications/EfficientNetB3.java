package io.hornbill.applications;

import io.hornbill.Model;
import java.util.function.Consumer;

/**
 * EfficientNetB3: mobile inverted bottlenecks, 12,320,535 parameters.
 *
 * <pre>{@code
 * Model net = EfficientNetB3.imagenet();
 * INDArray x = EfficientNetB3.preprocessInput(images);
 * System.out.println(EfficientNetB3.decodePredictions(net.predict(x), 3));
 * }</pre>
 *
 * <p>Images of 300x300, or of at least 32x32 without top; 1,000 classes. The network itself scales
 * pixels of 0 to 255.
 *
 * @see <a href="https://arxiv.org/abs/1905.11946">Tan, Le: EfficientNet, rethinking model scaling
 *     for convolutional neural networks (2019)</a>
 */
public final class EfficientNetB3 extends EfficientNet {
  private EfficientNetB3() {}

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
   * Model features = EfficientNetB3.create(o -> o.includeTop(false).pooling("avg"));
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
    return build("EfficientNetB3", chosen, 1.2, 1.4, 300, 0.3);
  }
}
