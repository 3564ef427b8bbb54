package io.hornbill.applications;

import io.hornbill.Model;
import java.util.function.Consumer;

/**
 * EfficientNetV2B2: inverted bottlenecks, fused ones first, 10,178,374 parameters.
 *
 * <pre>{@code
 * Model net = EfficientNetV2B2.imagenet();
 * INDArray x = EfficientNetV2B2.preprocessInput(images);
 * System.out.println(EfficientNetV2B2.decodePredictions(net.predict(x), 3));
 * }</pre>
 *
 * <p>Images of 260x260, or of at least 32x32 without top; 1,000 classes. The network itself scales
 * pixels of 0 to 255, unless it is told not to.
 *
 * @see <a href="https://arxiv.org/abs/2104.00298">Tan, Le: EfficientNetV2, smaller models and
 *     faster training (2021)</a>
 */
public final class EfficientNetV2B2 extends EfficientNetV2 {
  private EfficientNetV2B2() {}

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
   * Model features = EfficientNetV2B2.create(o -> o.includeTop(false).pooling("avg"));
   * }</pre>
   *
   * @param options changes the defaults, which are those of Keras
   * @return a new model
   * @throws IllegalArgumentException if options contradict each other
   * @throws java.io.UncheckedIOException if the weights are neither there nor to be downloaded
   * @throws io.hornbill.files.ModelFormatException if the weights do not fit
   */
  public static Model create(Consumer<PreprocessingOptions> options) {
    PreprocessingOptions chosen = new PreprocessingOptions();
    options.accept(chosen);
    return build("EfficientNetV2B2", chosen, 1.1, 1.2, 260, SMALLEST);
  }
}
