package io.hornbill.data.internal.feeds;

import io.hornbill.base.Fault;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Gives the batches of a reader one after the other. */
public interface BatchQueue extends AutoCloseable {
  /**
   * Gives the next batch; the one before may be written over then.
   *
   * @return the batch; null at the end
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  @Nullable BatchBuffer next() throws InterruptedException;

  @Override
  void close();

  /** Reads a batch into a buffer whose content is no longer needed. */
  static boolean read(BatchReader reader, BatchBuffer buffer) {
    buffer.clear();
    try {
      return reader.read(buffer);
    } catch (IOException e) {
      throw Fault.of("BatchSource")
          .expected("a batch must be readable")
          .received(e)
          .remedy("Check the disk or the network.")
          .as(UncheckedIOException::new, e);
    }
  }
}
