package io.hornbill.datasets;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How {@link ImageDataGenerator#flow} makes batches.
 *
 * <pre>{@code
 * generator.flow(x, y, f -> f.batchSize(16).shuffle(false).seed(42));
 * }</pre>
 */
public final class FlowOptions {
  private int batchSize = 32;
  private boolean shuffle = true;
  private @Nullable Long seed;
  private @Nullable INDArray sampleWeight;
  private String subset = "";
  private final SavedPictures saving = new SavedPictures();

  /** Makes options: batches of 32, shuffled. */
  public FlowOptions() {}

  /**
   * Sets the number of pictures per batch.
   *
   * @param batchSize at least 1
   * @return these options
   */
  public FlowOptions batchSize(int batchSize) {
    this.batchSize = Checks.positive("ImageDataGenerator", "batchSize", batchSize);
    return this;
  }

  /**
   * Sets whether each pass has another order.
   *
   * @param shuffle true by default
   * @return these options
   */
  public FlowOptions shuffle(boolean shuffle) {
    this.shuffle = shuffle;
    return this;
  }

  /**
   * Sets what order and changes follow from.
   *
   * @param seed the seed
   * @return these options
   */
  public FlowOptions seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Sets how much each picture counts.
   *
   * @param sampleWeight {@code [pictures]}
   * @return these options
   */
  public FlowOptions sampleWeight(INDArray sampleWeight) {
    this.sampleWeight = sampleWeight;
    return this;
  }

  /**
   * Sets which part of the data is taken, by the generator's {@code validationSplit}.
   *
   * @param subset {@code "training"}, the last part, or {@code "validation"}, the first one
   * @return these options
   */
  public FlowOptions subset(String subset) {
    if (!subset.equals("training") && !subset.equals("validation")) {
      throw Fault.of("ImageDataGenerator")
          .expected("subset must be \"training\" or \"validation\"")
          .received("\"%s\"", subset)
          .remedy("Choose one.")
          .argument();
    }
    this.subset = subset;
    return this;
  }

  /**
   * Sets where the pictures of each batch are saved, to look at them.
   *
   * @param folder the folder, which must exist
   * @return these options
   */
  public FlowOptions saveToDir(Path folder) {
    saving.folder(folder);
    return this;
  }

  /**
   * Sets how the names of saved pictures begin.
   *
   * @param prefix empty by default
   * @return these options
   */
  public FlowOptions savePrefix(String prefix) {
    saving.prefix(prefix);
    return this;
  }

  /**
   * Sets the format of saved pictures.
   *
   * @param format {@code "png"} or another ending that {@link Images#save} knows
   * @return these options
   */
  public FlowOptions saveFormat(String format) {
    saving.format(format);
    return this;
  }

  int batchSize() {
    return batchSize;
  }

  boolean shuffle() {
    return shuffle;
  }

  @Nullable Long seedOrNull() {
    return seed;
  }

  long key() {
    return seed == null ? RandomStream.nextKey() : seed;
  }

  @Nullable INDArray sampleWeight() {
    return sampleWeight;
  }

  String subset() {
    return subset;
  }

  SavedPictures saving() {
    return saving;
  }
}
