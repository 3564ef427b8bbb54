package io.hornbill.data;

import io.hornbill.data.internal.feeds.BatchQueue;

/** A pass over the source below a composed one. */
final class Upstream implements AutoCloseable {
  private final BatchReader reader;

  Upstream(BatchSource source) {
    reader = source.open();
  }

  /** Reads the next batch. */
  boolean read(BatchBuffer batch) {
    return BatchQueue.read(reader, batch);
  }

  @Override
  public void close() {
    reader.close();
  }
}
