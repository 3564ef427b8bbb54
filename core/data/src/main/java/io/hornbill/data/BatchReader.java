package io.hornbill.data;

import java.io.IOException;

/** One pass over the batches of a {@link BatchSource}; used by one thread at a time. */
public interface BatchReader extends AutoCloseable {
  /**
   * Reads the next batch.
   *
   * @param batch takes the batch; its arrays are used again for later ones
   * @return false at the end of the pass, when nothing was read
   * @throws IOException if reading fails
   */
  boolean read(BatchBuffer batch) throws IOException;

  /** Ends the pass, whether it is at its end or not. */
  @Override
  default void close() {}
}
