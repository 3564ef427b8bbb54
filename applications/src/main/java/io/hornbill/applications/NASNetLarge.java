package io.hornbill.applications;

import io.hornbill.Model;
import java.util.function.Consumer;

/**
 * NASNetLarge: cells that a search found, six in a row, 88,949,818 parameters.
 *
 * <pre>{@code
 * Model net = NASNetLarge.imagenet();
 * INDArray x = NASNetLarge.preprocessInput(images);
 * System.out.println(NASNetLarge.decodePredictions(net.predict(x), 3));
 * }</pre>
 *
 * <p>Images of 331x331, or of at least 32x32 without top; 1,000 classes. Channels last only, as in
 * Keras.
 *
 * @see <a href="https://arxiv.org/abs/1707.07012">Zoph, Vasudevan, Shlens, Le: Learning
 *     transferable architectures for scalable image recognition (2017)</a>
 */
public final class NASNetLarge extends NASNet {
  private NASNetLarge() {}

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
   * Model features = NASNetLarge.create(o -> o.includeTop(false).pooling("avg"));
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
    return build("NASNetLarge", chosen, 331, 4032, 6, 96, true);
  }
}
