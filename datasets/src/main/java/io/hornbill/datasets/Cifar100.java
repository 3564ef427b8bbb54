package io.hornbill.datasets;

import io.hornbill.base.Fault;
import io.hornbill.files.internal.home.KerasHome;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * CIFAR-100: 60,000 colour photographs of 32 × 32 pixels, from 0 to 255, of 100 kinds in 20 groups.
 *
 * <pre>{@code
 * TrainTest<INDArray> data = Cifar100.loadData("fine");
 * data.train().x();   // [50000, 32, 32, 3], or [50000, 3, 32, 32] if keras.json says channels_first
 * data.train().y();   // [50000, 1], from 0 to 99
 * }</pre>
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">CIFAR</a>
 */
public final class Cifar100 {

  private static final String ORIGIN = "https://www.cs.toronto.edu/~kriz/cifar-100-python.tar.gz";
  private static final String SHA_256 =
      "85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7";

  private Cifar100() {}

  /**
   * Reads the unpacked files with labels of 100 kinds.
   *
   * @return 50,000 examples to learn from and 10,000 to test with
   * @throws java.io.UncheckedIOException if a file is missing
   * @throws io.hornbill.files.ModelFormatException if a file is damaged
   */
  public static TrainTest<INDArray> loadData() {
    return loadData("fine");
  }

  /**
   * Reads the unpacked files in {@code datasets/cifar-100-python} of Keras' home folder, or in
   * {@code datasets/cifar-100-python-target/cifar-100-python}, as newer versions name it. Without
   * either, the archive is downloaded and unpacked.
   *
   * @param labelMode "fine" for 100 kinds, "coarse" for 20 groups
   * @return 50,000 examples to learn from and 10,000 to test with
   * @throws java.io.UncheckedIOException if a file is missing
   * @throws io.hornbill.files.ModelFormatException if a file is damaged
   */
  public static TrainTest<INDArray> loadData(String labelMode) {
    requireMode(labelMode);
    return loadData(
        labelMode,
        Cifar10.folder("Cifar100", "cifar-100-python", "cifar-100-python.tar.gz", ORIGIN, SHA_256));
  }

  /**
   * Reads files of that form.
   *
   * @param labelMode "fine" for 100 kinds, "coarse" for 20 groups
   * @param folder the folder with {@code train} and {@code test}
   * @return their examples
   * @throws java.io.UncheckedIOException if a file is missing
   * @throws io.hornbill.files.ModelFormatException if a file is damaged
   */
  public static TrainTest<INDArray> loadData(String labelMode, Path folder) {
    requireMode(labelMode);
    Path train = KerasHome.require("Cifar100", folder.resolve("train"), ORIGIN);
    Path test = KerasHome.require("Cifar100", folder.resolve("test"), ORIGIN);
    String key = labelMode + "_labels";
    return new TrainTest<>(
        CifarBatches.read(List.of(train), key), CifarBatches.read(List.of(test), key));
  }

  private static void requireMode(String labelMode) {
    if (!labelMode.equals("fine") && !labelMode.equals("coarse")) {
      throw Fault.of("Cifar100")
          .expected("labelMode must be \"fine\" or \"coarse\"")
          .received("\"%s\"", labelMode)
          .remedy("Choose one of them.")
          .argument();
    }
  }
}
