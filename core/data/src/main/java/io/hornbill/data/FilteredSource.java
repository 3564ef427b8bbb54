package io.hornbill.data;

import io.hornbill.data.internal.work.UserCode;
import java.util.function.Predicate;

/** Leaves out batches. */
record FilteredSource(BatchSource source, Predicate<? super Batch> wanted) implements BatchSource {
  @Override
  public boolean repeats() {
    return source.repeats();
  }

  @Override
  public BatchReader open() {
    Upstream upstream = new Upstream(source);
    return new BatchReader() {
      private long number;

      @Override
      public boolean read(BatchBuffer batch) {
        while (upstream.read(batch)) {
          if (isWanted(batch)) {
            return true;
          }
        }
        return false;
      }

      private boolean isWanted(BatchBuffer batch) {
        return UserCode.call(
            "BatchSource", "filter", number++, batch.origin(), () -> wanted.test(batch.batch()));
      }

      @Override
      public void close() {
        upstream.close();
      }
    };
  }
}
