package io.hornbill.data.internal.feeds;

import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import org.jspecify.annotations.Nullable;

/** Reads a batch when it is asked for, on the thread that asks. */
public final class DirectQueue implements BatchQueue {
  private final BatchReader reader;
  private final BatchBuffer buffer;

  public DirectQueue(BatchReader reader, BatchBuffer buffer) {
    this.reader = reader;
    this.buffer = buffer;
  }

  @Override
  public @Nullable BatchBuffer next() throws InterruptedException {
    try {
      return BatchQueue.read(reader, buffer) ? buffer : null;
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) { // channels close when that happens
        InterruptedException interruption = new InterruptedException("while reading a batch");
        interruption.initCause(e);
        throw interruption;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } finally {
      buffer.close();
    }
  }
}
