package io.hornbill.data;

import io.hornbill.base.Checks;
import io.hornbill.base.RandomStream;
import io.hornbill.data.internal.feeds.SameBatches;
import java.util.ArrayList;
import java.util.List;

/** Draws each batch from some that were read before, in another order in each pass. */
final class ShuffledSource extends SameBatches implements BatchSource {
  private final int size;
  private final long key;
  private int passes;

  ShuffledSource(BatchSource source, int size, long key) {
    super(source);
    this.size = Checks.positive("BatchSource", "buffer", size);
    this.key = key;
  }

  @Override
  public BatchReader open() {
    return new Pass(new Upstream(source()), RandomStream.of(key + passes++));
  }

  private final class Pass implements BatchReader {
    private final Upstream upstream;
    private final RandomStream random;
    private final List<BatchBuffer> waiting = new ArrayList<>();
    private final List<BatchBuffer> free = new ArrayList<>();
    private boolean ended;

    Pass(Upstream upstream, RandomStream random) {
      this.upstream = upstream;
      this.random = random;
    }

    @Override
    public boolean read(BatchBuffer batch) {
      while (!ended && waiting.size() < size) {
        BatchBuffer memory =
            free.isEmpty() ? new BatchBuffer(batch.dataType()) : free.remove(free.size() - 1);
        ended = !upstream.read(memory);
        (ended ? free : waiting).add(memory);
      }
      if (waiting.isEmpty()) {
        return false;
      }
      int chosen = random.nextInt(waiting.size());
      BatchBuffer memory = waiting.set(chosen, waiting.get(waiting.size() - 1));
      waiting.remove(waiting.size() - 1);
      batch.put(memory.batch());
      batch.origin(memory.origin());
      free.add(memory);
      return true;
    }

    @Override
    public void close() {
      upstream.close();
      waiting.forEach(BatchBuffer::close);
      free.forEach(BatchBuffer::close);
    }
  }
}
