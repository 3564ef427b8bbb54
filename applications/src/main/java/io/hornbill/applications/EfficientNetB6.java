package io.hornbill.applications;

import io.hornbill.Model;
import java.util.function.Consumer;

/**
 * EfficientNetB6: mobile inverted bottlenecks, 43,265,143 parameters.
 *
 * <pre>{@code
 * Model net = EfficientNetB6.imagenet();
 * INDArray x = EfficientNetB6.preprocessInput(images);
 * System.out.println(EfficientNetB6.decodePredictions(net.predict(x), 3));
 * }</pre>
 *
 * <p>Images of 528x528, or of at least 32x32 without top; 1,000 classes. The network itself scales
 * pixels of 0 to 255.
 *
 * @see <a href="https://arxiv.org/abs/1905.11946">Tan, Le: EfficientNet, rethinking model scaling
 *     for convolutional neural networks (2019)</a>
 */
public final class EfficientNetB6 extends EfficientNet {
  private EfficientNetB6() {}

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
   * Model features = EfficientNetB6.create(o -> o.includeTop(false).pooling("avg"));
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
    return build("EfficientNetB6", chosen, 1.8, 2.6, 528, 0.5);
  }
}
