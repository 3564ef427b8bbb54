package io.hornbill.data;

import java.util.Iterator;

/** Reads the batches of an iterator. */
final class IteratorReader implements BatchReader {
  private final Iterator<Batch> iterator;
  private final Runnable atEnd;

  IteratorReader(Iterator<Batch> iterator, Runnable atEnd) {
    this.iterator = iterator;
    this.atEnd = atEnd;
  }

  @Override
  public boolean read(BatchBuffer batch) {
    if (!iterator.hasNext()) {
      return false;
    }
    batch.put(iterator.next());
    return true;
  }

  @Override
  public void close() {
    try {
      if (iterator instanceof AutoCloseable closeable) {
        closeable.close();
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(
          "BatchSource: an iterator must be closed without failing. Received: %s. See its cause."
              .formatted(e),
          e);
    } finally {
      atEnd.run();
    }
  }
}
