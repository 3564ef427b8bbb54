package io.hornbill.datasets;

import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * California housing: 20,640 block groups of the census of 1990, 8 features each (median income,
 * age of houses, rooms, bedrooms, population, household size, latitude, longitude), and the median
 * price of a house in dollars.
 *
 * <pre>{@code
 * TrainTest<INDArray> data = CaliforniaHousing.loadData(o -> o.version("small"));
 * data.train().x();   // [480, 8]
 * data.train().y();   // [480]
 * }</pre>
 *
 * @see <a href="https://keras.io/api/datasets/california_housing/">Keras: California housing</a>
 */
public final class CaliforniaHousing {
  private static final String SHA_256 =
      "1a2e3a52e0398de6463aebe6f4a8da34fb21fbb6b934cf88c3425e766f2a1a6f";

  private CaliforniaHousing() {}

  /**
   * Reads {@code datasets/california_housing.npz} of Keras' home folder, shuffled as in Keras. It
   * is downloaded if need be.
   *
   * @return 16,512 examples to learn from and 4,128 to test with
   * @throws java.io.UncheckedIOException if the file is neither in the cache nor to be downloaded
   * @throws io.hornbill.files.ModelFormatException if the file is damaged
   */
  public static TrainTest<INDArray> loadData() {
    return loadData(options -> {});
  }

  /**
   * Reads {@code datasets/california_housing.npz} of Keras' home folder.
   *
   * @param settings sets the options
   * @return the examples in two parts
   * @throws java.io.UncheckedIOException if the file is neither in the cache nor to be downloaded
   * @throws io.hornbill.files.ModelFormatException if the file is damaged
   */
  public static TrainTest<INDArray> loadData(Consumer<CaliforniaOptions> settings) {
    CaliforniaOptions options = new CaliforniaOptions();
    settings.accept(options);
    return Tables.read(
        Published.file("CaliforniaHousing", "california_housing.npz", options.path(), SHA_256),
        options.rows(),
        options.testSplit(),
        options.seed());
  }
}
