package io.hornbill.datasets;

import io.hornbill.files.internal.home.KerasHome;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Fashion-MNIST: 70,000 pieces of clothing of 28 × 28 pixels, from 0 to 255, of ten kinds: T-shirt,
 * trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, ankle boot.
 *
 * <pre>{@code
 * TrainTest<INDArray> data = FashionMnist.loadData();
 * data.train().x();   // [60000, 28, 28]
 * }</pre>
 *
 * @see <a href="https://github.com/zalandoresearch/fashion-mnist">Fashion-MNIST</a>, MIT licence
 */
public final class FashionMnist {

  private static final String ORIGIN =
      "https://storage.googleapis.com/tensorflow/tf-keras-datasets/";
  private static final String IMAGES = "-images-idx3-ubyte.gz";
  private static final String LABELS = "-labels-idx1-ubyte.gz";

  private FashionMnist() {}

  /**
   * Reads the four files in {@code datasets/fashion-mnist} of Keras' home folder, which are
   * downloaded if need be.
   *
   * @return 60,000 examples to learn from and 10,000 to test with
   * @throws java.io.UncheckedIOException if a file is missing
   * @throws io.hornbill.files.ModelFormatException if a file is damaged
   */
  public static TrainTest<INDArray> loadData() {
    String folder = "datasets/fashion-mnist";
    for (String part : List.of("train", "t10k")) {
      Published.fetch("FashionMnist", part + IMAGES, folder);
      Published.fetch("FashionMnist", part + LABELS, folder);
    }
    return loadData(KerasHome.folder().resolve(folder));
  }

  /**
   * Reads files of that form.
   *
   * @param folder the folder with {@code train-images-idx3-ubyte.gz}, {@code
   *     train-labels-idx1-ubyte.gz}, {@code t10k-images-idx3-ubyte.gz} and {@code
   *     t10k-labels-idx1-ubyte.gz}
   * @return their examples
   * @throws java.io.UncheckedIOException if a file is missing
   * @throws io.hornbill.files.ModelFormatException if a file is damaged
   */
  public static TrainTest<INDArray> loadData(Path folder) {
    return new TrainTest<>(examples(folder, "train"), examples(folder, "t10k"));
  }

  private static Examples<INDArray> examples(Path folder, String part) {
    return new Examples<>(read(folder, part + IMAGES), read(folder, part + LABELS));
  }

  private static INDArray read(Path folder, String name) {
    return IdxFile.read(KerasHome.require("FashionMnist", folder.resolve(name), ORIGIN + name));
  }
}
