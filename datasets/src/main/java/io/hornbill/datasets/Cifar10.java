package io.hornbill.datasets;

import io.hornbill.files.RemoteFile;
import io.hornbill.files.internal.home.KerasHome;
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
 * data.train().x();   // [50000, 32, 32, 3], or [50000, 3, 32, 32] if keras.json says channels_first
 * data.train().y();   // [50000, 1]
 * }</pre>
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">CIFAR</a>
 */
public final class Cifar10 {

  private static final String ORIGIN = "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz";
  private static final String SHA_256 =
      "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce";
  private static final int BATCHES = 5;

  private Cifar10() {}

  /**
   * Reads the unpacked batches in {@code datasets/cifar-10-batches-py} of Keras' home folder, or in
   * {@code datasets/cifar-10-batches-py-target/cifar-10-batches-py}, as newer versions name it.
   * Without either, the archive is downloaded and unpacked.
   *
   * @return 50,000 examples to learn from and 10,000 to test with
   * @throws java.io.UncheckedIOException if a file is missing
   * @throws io.hornbill.files.ModelFormatException if a file is damaged
   */
  public static TrainTest<INDArray> loadData() {
    return loadData(
        folder("Cifar10", "cifar-10-batches-py", "cifar-10-python.tar.gz", ORIGIN, SHA_256));
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

  /**
   * Finds the folder under the name that versions of Keras give it, or downloads and unpacks it.
   */
  static Path folder(String owner, String name, String archive, String url, String sha256) {
    Path datasets = KerasHome.folder().resolve("datasets");
    Path older = datasets.resolve(name);
    Path newer = datasets.resolve(name + "-target");
    if (Files.isDirectory(older) && !Files.isDirectory(newer.resolve(name))) {
      return older;
    }
    return RemoteFile.named(archive)
        .owner(owner)
        .url(url)
        .sha256(sha256)
        .fetchFolder(name + "-target")
        .resolve(name);
  }
}
