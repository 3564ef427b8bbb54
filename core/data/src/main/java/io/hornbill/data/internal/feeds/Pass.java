package io.hornbill.data.internal.feeds;

import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.data.internal.arrays.Bytes;
import java.util.List;

/** One pass over the batches of a feed. */
public interface Pass extends AutoCloseable {
  /**
   * Moves to the next batch.
   *
   * @return false at the end
   * @throws InterruptedException if the thread was interrupted while it waited for data
   */
  boolean next() throws InterruptedException;

  /** The shapes of the present batch. */
  BatchShapes shapes();

  /**
   * Copies the present batch.
   *
   * @param inputs a plan's inputs: data, targets, sample weights
   */
  void copyTo(List<Bytes> inputs);

  /**
   * Copies some rows of the present batch to the beginning of a plan's inputs.
   *
   * @param inputs a plan's inputs: data, targets, sample weights
   * @param from the first row
   * @param count how many
   */
  void copyTo(List<Bytes> inputs, int from, int count);

  @Override
  void close();
}
