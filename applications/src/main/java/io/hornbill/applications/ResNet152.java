package io.hornbill.applications;

import io.hornbill.Model;
import java.util.function.Consumer;

/**
 * ResNet152: fifty residual blocks, 60,419,944 parameters.
 *
 * <pre>{@code
 * Model net = ResNet152.imagenet();
 * INDArray x = ResNet152.preprocessInput(images);
 * System.out.println(ResNet152.decodePredictions(net.predict(x), 3));
 * }</pre>
 *
 * <p>Images of 224x224, or of at least 32x32 without top; 1,000 classes.
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He, Zhang, Ren, Sun: Deep residual learning for
 *     image recognition (2015)</a>
 */
public final class ResNet152 extends ResNet {
  private ResNet152() {}

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
   * Model features = ResNet152.create(o -> o.includeTop(false).pooling("avg"));
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
    return build("ResNet152", chosen, 3, 8, 36, 3);
  }
}
