package io.hornbill.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** A pass over a source for a loop of the user's; each batch has memory of its own. */
final class SourceIterator implements Iterator<Batch> {
  private final Upstream pass;
  private @Nullable Batch next;
  private boolean ended;

  SourceIterator(BatchSource source) {
    pass = new Upstream(source);
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      boolean more = false;
      try {
        BatchBuffer buffer = new BatchBuffer(DataType.FLOAT);
        more = pass.read(buffer);
        next = more ? buffer.batch() : null;
      } finally {
        if (!more) {
          ended = true;
          pass.close();
        }
      }
    }
    return next != null;
  }

  @Override
  public Batch next() {
    Batch batch = hasNext() ? next : null;
    if (batch == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return batch;
  }
}
