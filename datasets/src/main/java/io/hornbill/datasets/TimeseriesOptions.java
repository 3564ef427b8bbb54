package io.hornbill.datasets;

import io.hornbill.base.Checks;
import io.hornbill.base.RandomStream;
import org.jspecify.annotations.Nullable;

/** How windows are taken from a time series. */
public final class TimeseriesOptions {
  private static final String OWNER = "Timeseries";

  private int stride = 1;
  private int samplingRate = 1;
  private int batchSize = 128;
  private boolean shuffle;
  private boolean reverse;
  private int startIndex;
  private int endIndex = -1;
  private @Nullable Long seed;

  TimeseriesOptions() {}

  /**
   * Sets how far apart windows begin.
   *
   * @param stride in steps, at least 1, which is the default
   * @return these options
   */
  public TimeseriesOptions sequenceStride(int stride) {
    this.stride = Checks.positive(OWNER, "sequenceStride", stride);
    return this;
  }

  /**
   * Sets how far apart the steps of a window are.
   *
   * @param samplingRate in steps, at least 1, which is the default
   * @return these options
   */
  public TimeseriesOptions samplingRate(int samplingRate) {
    this.samplingRate = Checks.positive(OWNER, "samplingRate", samplingRate);
    return this;
  }

  /**
   * Sets the number of windows per batch; the last one may be smaller.
   *
   * @param batchSize at least 1; 128 by default
   * @return these options
   */
  public TimeseriesOptions batchSize(int batchSize) {
    this.batchSize = Checks.positive(OWNER, "batchSize", batchSize);
    return this;
  }

  /**
   * Sets whether windows come in another order in each pass.
   *
   * @param shuffle false by default
   * @return these options
   */
  public TimeseriesOptions shuffle(boolean shuffle) {
    this.shuffle = shuffle;
    return this;
  }

  /**
   * Sets whether the steps of each window come in reverse.
   *
   * @param reverse false by default
   * @return these options
   */
  public TimeseriesOptions reverse(boolean reverse) {
    this.reverse = reverse;
    return this;
  }

  /**
   * Leaves out the beginning of the series.
   *
   * @param startIndex the first step that counts, from 0, which is the default
   * @return these options
   */
  public TimeseriesOptions startIndex(int startIndex) {
    this.startIndex = (int) Checks.notNegative(OWNER, "startIndex", startIndex);
    return this;
  }

  /**
   * Leaves out the end of the series.
   *
   * @param endIndex as in Keras: for {@code timeseries_dataset_from_array} the first step that does
   *     not count, for {@code TimeseriesGenerator} the last target; by default all count
   * @return these options
   */
  public TimeseriesOptions endIndex(int endIndex) {
    this.endIndex = Checks.positive(OWNER, "endIndex", endIndex);
    return this;
  }

  /**
   * Sets what the shuffling follows from.
   *
   * @param seed any number; by default everything follows from the global seed
   * @return these options
   */
  public TimeseriesOptions seed(long seed) {
    this.seed = seed;
    return this;
  }

  int stride() {
    return stride;
  }

  int samplingRate() {
    return samplingRate;
  }

  int batchSize() {
    return batchSize;
  }

  boolean shuffle() {
    return shuffle;
  }

  boolean reverse() {
    return reverse;
  }

  int startIndex() {
    return startIndex;
  }

  /** The end that was set, or another one. */
  int endOr(int otherwise) {
    return endIndex < 0 ? otherwise : endIndex;
  }

  long key() {
    return seed == null ? RandomStream.nextKey() : seed;
  }
}
