package io.hornbill.datasets;

import io.hornbill.base.Checks;
import io.hornbill.base.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * How a source makes batches of rows.
 *
 * @param <S> the options' own type
 */
abstract sealed class SourceOptions<S extends SourceOptions<S>>
    permits ArrayFileOptions, FolderOptions, TableOptions {
  private final String owner;
  private int batchSize = 32;
  private @Nullable Long seed;
  private boolean skipBroken;

  SourceOptions(String owner) {
    this.owner = owner;
  }

  abstract S self();

  String owner() {
    return owner;
  }

  /**
   * Sets the number of rows per batch; the last one may be smaller.
   *
   * @param batchSize at least 1; 32 by default
   * @return these options
   */
  public S batchSize(int batchSize) {
    this.batchSize = Checks.positive(owner(), "batchSize", batchSize);
    return self();
  }

  /**
   * Sets what the shuffling follows from.
   *
   * @param seed any number; by default everything follows from the global seed
   * @return these options
   */
  public S seed(long seed) {
    this.seed = seed;
    return self();
  }

  /**
   * Sets whether broken entries are left out. They are reported by one warning at the end of each
   * pass, and by the source's {@code skipped()}.
   *
   * @param skipBroken false by default: the first one ends the pass with an error
   * @return these options
   */
  public S skipBroken(boolean skipBroken) {
    this.skipBroken = skipBroken;
    return self();
  }

  Skipped skipped() {
    return new Skipped(owner(), skipBroken);
  }

  int batchSize() {
    return batchSize;
  }

  @Nullable Long seedOrNull() {
    return seed;
  }

  /** The key of the random streams of the passes. */
  long key() {
    return seed == null ? RandomStream.nextKey() : seed;
  }
}
