package io.hornbill.data;

import io.hornbill.data.internal.feeds.BatchQueue;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** A pass over the source below a composed one, with the memory that its batches are read into. */
final class Upstream implements AutoCloseable {
  private final BatchReader reader;
  private @Nullable BatchBuffer memory;

  Upstream(BatchSource source) {
    reader = source.open();
  }

  /** Reads the next batch into this pass' own memory; null at the end. */
  @Nullable Batch next(DataType dataType) {
    BatchBuffer own = memory;
    if (own == null) {
      own = new BatchBuffer(dataType);
      memory = own;
    }
    return BatchQueue.read(reader, own) ? own.batch() : null;
  }

  /** Reads the next batch into other memory. */
  boolean read(BatchBuffer batch) {
    return BatchQueue.read(reader, batch);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } finally {
      if (memory != null) {
        memory.close();
      }
    }
  }
}
