package io.hornbill.datasets;

import io.hornbill.files.KerasHome;
import io.hornbill.files.npy.Npz;
import io.hornbill.files.npy.NumpyArray;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Boston housing: 506 suburbs of 1978, 13 features each, and the median price of a house in
 * thousands of dollars. Kept for old examples; one of the features is racist, and Keras recommends
 * other data.
 *
 * <pre>{@code
 * TrainTest<INDArray> data = BostonHousing.loadData();
 * data.train().x();   // [404, 13]
 * data.train().y();   // [404]
 * }</pre>
 */
public final class BostonHousing {

  private static final String ORIGIN =
      "https://storage.googleapis.com/tensorflow/tf-keras-datasets/boston_housing.npz";

  private BostonHousing() {}

  /**
   * Reads {@code datasets/boston_housing.npz} of Keras' home folder, shuffled as in Keras.
   *
   * @return 404 examples to learn from and 102 to test with
   * @throws java.io.UncheckedIOException if the file is missing
   * @throws io.hornbill.files.ModelFormatException if the file is damaged
   */
  public static TrainTest<INDArray> loadData() {
    return loadData(options -> {});
  }

  /**
   * Reads {@code datasets/boston_housing.npz} of Keras' home folder.
   *
   * @param settings sets the options
   * @return the examples in two parts
   * @throws java.io.UncheckedIOException if the file is missing
   * @throws io.hornbill.files.ModelFormatException if the file is damaged
   */
  public static TrainTest<INDArray> loadData(Consumer<SplitOptions> settings) {
    SplitOptions options = new SplitOptions("BostonHousing");
    settings.accept(options);
    Path file = KerasHome.require("BostonHousing", "datasets/boston_housing.npz", ORIGIN);
    try (Npz npz = Npz.open(file)) {
      NumpyArray x = npz.get("x");
      return Tables.split(
          x.toFloatArray(),
          new long[] {x.shape()[1]},
          npz.get("y").toFloatArray(),
          options.testSplit(),
          options.seed());
    }
  }
}
