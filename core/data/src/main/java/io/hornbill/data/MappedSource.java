package io.hornbill.data;

import io.hornbill.base.Checks;
import io.hornbill.base.RandomStream;
import io.hornbill.data.internal.work.OrderedWork;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** Changes each batch, on several threads if wanted. */
final class MappedSource implements BatchSource {
  private final BatchSource source;
  private final BiFunction<? super Batch, ? super RandomStream, Batch> change;
  private final int threads;
  private final long key;
  private int passes;

  MappedSource(
      BatchSource source,
      BiFunction<? super Batch, ? super RandomStream, Batch> change,
      int threads,
      long key) {
    this.source = source;
    this.change = change;
    this.threads = Checks.positive("BatchSource", "threads", threads);
    this.key = key;
  }

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
    return new Pass(new Upstream(source), RandomStream.mix(key + passes++));
  }

  /** A changed batch, and the memory of what it was made of. */
  private record Changed(Batch batch, BatchBuffer memory) {}

  private final class Pass implements BatchReader {
    private final Upstream upstream;
    private final long passKey;
    private final OrderedWork<Changed> work;
    private final BlockingQueue<BatchBuffer> free = new LinkedBlockingQueue<>();
    private DataType dataType = DataType.FLOAT;
    private long number;

    Pass(Upstream upstream, long passKey) {
      this.upstream = upstream;
      this.passKey = passKey;
      work = new OrderedWork<>(threads, this::task);
    }

    private @Nullable Callable<Changed> task() {
      BatchBuffer unused = free.poll();
      BatchBuffer memory = unused == null ? new BatchBuffer(dataType) : unused;
      if (!upstream.read(memory)) {
        memory.close();
        return null;
      }
      RandomStream random = RandomStream.of(passKey + number++);
      return () -> new Changed(change.apply(memory.batch(), random), memory);
    }

    @Override
    public boolean read(BatchBuffer batch) {
      dataType = batch.dataType();
      Changed changed = work.next();
      if (changed == null) {
        return false;
      }
      batch.put(changed.batch());
      free.add(changed.memory());
      return true;
    }

    @Override
    public void close() {
      work.close();
      upstream.close();
      free.forEach(BatchBuffer::close);
    }
  }
}
