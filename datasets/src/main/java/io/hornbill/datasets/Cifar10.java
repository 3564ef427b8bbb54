package io.hornbill.datasets;

import io.hornbill.files.KerasHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * CIFAR-10: 60,000 colour photographs of 32 × 32 pixels, from 0 to 255, of ten kinds: airplane,
 * automobile, bird, cat, deer, dog, frog, horse, ship, truck.
 *
 * <pre>{@code
 * TrainTest<INDArray> data = Cifar10.loadData();
 * data.train().x();   // [50000, 32, 32, 3]
 * data.train().y();   // [50000, 1]
 * }</pre>
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">CIFAR</a>
 */
public final class Cifar10 {

  private static final String ORIGIN = "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz";
  private static final int BATCHES = 5;

  private Cifar10() {}

  /**
   * Reads the unpacked batches in {@code datasets/cifar-10-batches-py} of Keras' home folder, or in
   * {@code datasets/cifar-10-batches-py-target/cifar-10-batches-py}, as newer versions name it.
   *
   * @return 50,000 examples to learn from and 10,000 to test with
   * @throws java.io.UncheckedIOException if a file is missing
   * @throws io.hornbill.files.ModelFormatException if a file is damaged
   */
  public static TrainTest<INDArray> loadData() {
    return loadData(folder("cifar-10-batches-py"));
  }

  /**
   * Reads batches of that form.
   *
   * @param folder the folder with {@code data_batch_1} to {@code data_batch_5} and {@code
   *     test_batch}
   * @return their examples
   * @throws java.io.UncheckedIOException if a file is missing
   * @throws io.hornbill.files.ModelFormatException if a file is damaged
   */
  public static TrainTest<INDArray> loadData(Path folder) {
    List<Path> train = new ArrayList<>();
    for (int batch = 1; batch <= BATCHES; batch++) {
      train.add(KerasHome.require("Cifar10", folder.resolve("data_batch_" + batch), ORIGIN));
    }
    Path test = KerasHome.require("Cifar10", folder.resolve("test_batch"), ORIGIN);
    return new TrainTest<>(
        CifarBatches.read(train, "labels"), CifarBatches.read(List.of(test), "labels"));
  }

  /** Finds the folder under the name that older or newer versions of Keras give it. */
  static Path folder(String name) {
    Path datasets = KerasHome.folder().resolve("datasets");
    Path newer = datasets.resolve(name + "-target").resolve(name);
    return Files.isDirectory(newer) ? newer : datasets.resolve(name);
  }
}
