package io.hornbill.data;

import io.hornbill.base.Fault;
import io.hornbill.data.internal.feeds.Prefetcher;
import io.hornbill.data.internal.feeds.SameBatches;
import org.jspecify.annotations.Nullable;

/** Reads batches ahead on a thread of its own. */
final class AheadSource extends SameBatches implements BatchSource {
  private final int ahead;

  /**
   * Makes a source.
   *
   * @param source the batches
   * @param ahead how many batches are read before they are asked for
   */
  AheadSource(BatchSource source, int ahead) {
    super(source);
    this.ahead = ahead;
  }

  @Override
  public BatchReader open() {
    BatchReader reader = source().open();
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
            batch.origin(next.origin());
          }
          return next != null;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw Fault.of("BatchSource")
              .expected("reading must not be interrupted")
              .received("an interruption")
              .remedy("Start over.")
              .state(e);
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
