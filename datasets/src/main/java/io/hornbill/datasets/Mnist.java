package io.hornbill.datasets;

import io.hornbill.files.internal.home.KerasHome;
import io.hornbill.files.internal.npy.Npz;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * MNIST: 70,000 handwritten digits of 28 × 28 pixels, from 0 to 255.
 *
 * <pre>{@code
 * TrainTest<INDArray> data = Mnist.loadData();
 * INDArray x = data.train().x().div(255);   // [60000, 28, 28]
 * INDArray y = data.train().y();            // [60000], digits from 0 to 9
 * }</pre>
 */
public final class Mnist {

  private static final String ORIGIN =
      "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz";
  private static final String SHA_256 =
      "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1";

  private Mnist() {}

  /**
   * Reads {@code datasets/mnist.npz} of Keras' home folder, which is downloaded if need be.
   *
   * @return 60,000 examples to learn from and 10,000 to test with
   * @throws java.io.UncheckedIOException if the file is neither in the cache nor to be downloaded
   * @throws io.hornbill.files.ModelFormatException if the file is damaged
   */
  public static TrainTest<INDArray> loadData() {
    return loadData(Published.file("Mnist", "mnist.npz", null, SHA_256));
  }

  /**
   * Reads a file of that form.
   *
   * @param file a {@code .npz} file with x_train, y_train, x_test and y_test
   * @return its examples
   * @throws java.io.UncheckedIOException if the file is missing
   * @throws io.hornbill.files.ModelFormatException if the file is damaged
   */
  public static TrainTest<INDArray> loadData(Path file) {
    try (Npz npz = Npz.open(KerasHome.require("Mnist", file, ORIGIN))) {
      return new TrainTest<>(
          new Examples<>(npz.get("x_train").toFloats(), npz.get("y_train").toFloats()),
          new Examples<>(npz.get("x_test").toFloats(), npz.get("y_test").toFloats()));
    }
  }
}
