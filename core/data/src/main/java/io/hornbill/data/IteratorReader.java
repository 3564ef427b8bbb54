package io.hornbill.data;

import io.hornbill.base.Fault;
import java.util.Iterator;

/** Reads the batches of an iterator. */
final class IteratorReader implements BatchReader {
  private final Iterator<Batch> iterator;
  private final Runnable atEnd;

  IteratorReader(Iterator<Batch> iterator, Runnable atEnd) {
    if (iterator == null) {
      throw Fault.of("BatchSource")
          .expected("each pass must have an iterator")
          .received("null")
          .remedy("Return a new one each time.")
          .argument();
    }
    this.iterator = iterator;
    this.atEnd = atEnd;
  }

  @Override
  public boolean read(BatchBuffer batch) {
    if (!iterator.hasNext()) {
      return false;
    }
    Batch next = iterator.next();
    if (next == null) {
      throw Fault.of("BatchSource")
          .expected("an iterator must give batches")
          .received("null")
          .remedy("End it by hasNext() instead.")
          .argument();
    }
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
      throw Fault.of("BatchSource")
          .expected("an iterator must be closed without failing")
          .received(e)
          .remedy("See its cause.")
          .state(e);
    } finally {
      atEnd.run();
    }
  }
}
