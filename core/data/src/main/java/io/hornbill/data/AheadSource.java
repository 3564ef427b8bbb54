package io.hornbill.data;

import io.hornbill.data.internal.feeds.Prefetcher;
import org.jspecify.annotations.Nullable;

/**
 * Reads batches ahead on a thread of its own.
 *
 * @param source the batches
 * @param ahead how many batches are read before they are asked for
 */
record AheadSource(BatchSource source, int ahead) implements BatchSource {
  @Override
  public long batches() {
    return source.batches();
  }

  @Override
  public boolean repeats() {
    return source.repeats();
  }

  @Override
  public BatchReader open() {
    BatchReader reader = source.open();
    return new BatchReader() {
      private @Nullable Prefetcher thread;

      @Override
      public boolean read(BatchBuffer batch) {
        Prefetcher present = thread;
        if (present == null) {
          present = new Prefetcher(reader, ahead, batch.dataType());
          thread = present;
        }
        try {
          BatchBuffer next = present.next();
          if (next != null) {
            batch.put(next.batch());
          }
          return next != null;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(
              "BatchSource: reading must not be interrupted. Received: an interruption. Start over.",
              e);
        }
      }

      @Override
      public void close() {
        if (thread == null) {
          reader.close();
        } else {
          thread.close();
        }
      }
    };
  }
}
