package io.hornbill.data;

import io.hornbill.base.Checks;
import java.util.Iterator;

/** Reads the batches of an iterator. */
final class IteratorReader implements BatchReader {
  private final Iterator<Batch> iterator;
  private final Runnable atEnd;

  IteratorReader(Iterator<Batch> iterator, Runnable atEnd) {
    Checks.argument(
        iterator != null,
        "BatchSource: each pass must have an iterator. Received: null. Return a new one each time.");
    this.iterator = iterator;
    this.atEnd = atEnd;
  }

  @Override
  public boolean read(BatchBuffer batch) {
    if (!iterator.hasNext()) {
      return false;
    }
    Batch next = iterator.next();
    Checks.argument(
        next != null,
        "BatchSource: an iterator must give batches. Received: null. End it by hasNext() instead.");
    batch.put(next);
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
