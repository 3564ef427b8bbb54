package io.hornbill.applications;

import io.hornbill.Model;
import java.util.List;
import java.util.function.Consumer;

/**
 * MobileNetV3Small: eleven inverted residual blocks, 2,554,968 parameters.
 *
 * <pre>{@code
 * Model net = MobileNetV3Small.imagenet();
 * INDArray x = MobileNetV3Small.preprocessInput(images);
 * System.out.println(MobileNetV3Small.decodePredictions(net.predict(x), 3));
 * }</pre>
 *
 * <p>Images of any size of at least 32x32; the weights are for 224x224; 1,000 classes. The network
 * itself scales pixels of 0 to 255, unless it is told not to.
 *
 * @see <a href="https://arxiv.org/abs/1905.02244">Howard et al.: Searching for MobileNetV3
 *     (2019)</a>
 */
public final class MobileNetV3Small extends MobileNetV3 {
  private static final List<Block> BLOCKS =
      List.of(
          new Block(1, 16, false, 2, true, false),
          new Block(72.0 / 16, 24, false, 2, false, false),
          new Block(88.0 / 24, 24, false, 1, false, false),
          new Block(4, 40, true, 2, true, true),
          new Block(6, 40, true, 1, true, true),
          new Block(6, 40, true, 1, true, true),
          new Block(3, 48, true, 1, true, true),
          new Block(3, 48, true, 1, true, true),
          new Block(6, 96, true, 2, true, true),
          new Block(6, 96, true, 1, true, true),
          new Block(6, 96, true, 1, true, true));

  private MobileNetV3Small() {}

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
   * Model features = MobileNetV3Small.create(o -> o.includeTop(false).pooling("avg"));
   * }</pre>
   *
   * @param options changes the defaults, which are those of Keras
   * @return a new model
   * @throws IllegalArgumentException if options contradict each other
   * @throws java.io.UncheckedIOException if the weights are neither there nor to be downloaded
   * @throws io.hornbill.files.ModelFormatException if the weights do not fit
   */
  public static Model create(Consumer<MobileNetV3Options> options) {
    MobileNetV3Options chosen = new MobileNetV3Options();
    options.accept(chosen);
    return build("MobileNetV3Small", chosen, 1024, BLOCKS);
  }
}
