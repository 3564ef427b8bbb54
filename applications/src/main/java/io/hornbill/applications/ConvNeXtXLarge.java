package io.hornbill.applications;

import io.hornbill.Model;
import java.util.function.Consumer;

/**
 * ConvNeXtXLarge: 36 blocks of up to 2,048 channels, 350,196,968 parameters.
 *
 * <pre>{@code
 * Model net = ConvNeXtXLarge.imagenet();
 * INDArray x = ConvNeXtXLarge.preprocessInput(images);
 * System.out.println(ConvNeXtXLarge.decodePredictions(net.predict(x), 3));
 * }</pre>
 *
 * <p>Images of 224x224, or of at least 32x32 without top; 1,000 classes. The network itself scales
 * pixels of 0 to 255, unless it is told not to. Channels last only, as in Keras.
 *
 * @see <a href="https://arxiv.org/abs/2201.03545">Liu et al.: A ConvNet for the 2020s (2022)</a>
 */
public final class ConvNeXtXLarge extends ConvNeXt {
  private ConvNeXtXLarge() {}

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
   * Model features = ConvNeXtXLarge.create(o -> o.includeTop(false).pooling("avg"));
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
    return build("ConvNeXtXLarge", chosen, 27, 256);
  }
}
