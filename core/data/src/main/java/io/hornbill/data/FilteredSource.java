package io.hornbill.data;

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
      @Override
      public boolean read(BatchBuffer batch) {
        while (upstream.read(batch)) {
          if (wanted.test(batch.batch())) {
            return true;
          }
          batch.clear();
        }
        return false;
      }

      @Override
      public void close() {
        upstream.close();
      }
    };
  }
}
