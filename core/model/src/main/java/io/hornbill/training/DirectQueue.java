package io.hornbill.training;

import org.jspecify.annotations.Nullable;

/** Reads a batch when it is asked for, on the thread that asks. */
final class DirectQueue implements BatchQueue {
  private final BatchReader reader;
  private final BatchBuffer buffer;

  DirectQueue(BatchReader reader, BatchBuffer buffer) {
    this.reader = reader;
    this.buffer = buffer;
  }

  @Override
  public @Nullable BatchBuffer next() {
    return BatchQueue.read(reader, buffer) ? buffer : null;
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
