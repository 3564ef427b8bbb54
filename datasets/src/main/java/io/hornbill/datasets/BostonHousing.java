package io.hornbill.datasets;

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
  private static final String SHA_256 =
      "f553886a1f8d56431e820c5b82552d9d95cfcb96d1e678153f8839538947dff5";

  private BostonHousing() {}

  /**
   * Reads {@code datasets/boston_housing.npz} of Keras' home folder, shuffled as in Keras. It is
   * downloaded if need be.
   *
   * @return 404 examples to learn from and 102 to test with
   * @throws java.io.UncheckedIOException if the file is neither in the cache nor to be downloaded
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
   * @throws java.io.UncheckedIOException if the file is neither in the cache nor to be downloaded
   * @throws io.hornbill.files.ModelFormatException if the file is damaged
   */
  public static TrainTest<INDArray> loadData(Consumer<SplitOptions> settings) {
    SplitOptions options = new SplitOptions("BostonHousing");
    settings.accept(options);
    Path file = Published.file("BostonHousing", "boston_housing.npz", options.path(), SHA_256);
    return Tables.read(file, Integer.MAX_VALUE, options.testSplit(), options.seed());
  }
}
