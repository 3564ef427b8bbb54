package io.hornbill.data;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.data.internal.feeds.SameBatches;
import io.hornbill.data.internal.work.OrderedWork;
import io.hornbill.data.internal.work.UserCode;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** Changes each batch, on several threads if wanted. */
final class MappedSource extends SameBatches implements BatchSource {
  private final BiFunction<? super Batch, ? super RandomStream, Batch> change;
  private final int threads;
  private final long key;
  private int passes;

  MappedSource(
      BatchSource source,
      BiFunction<? super Batch, ? super RandomStream, Batch> change,
      int threads,
      long key) {
    super(source);
    this.change = change;
    this.threads = Checks.positive("BatchSource", "threads", threads);
    this.key = key;
  }

  @Override
  public BatchReader open() {
    return new Pass(new Upstream(source()), RandomStream.mix(key + passes++));
  }

  /** A changed batch, and the number and the memory of what it was made of. */
  private record Changed(Batch batch, long number, BatchBuffer memory) {}

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
      long own = number++;
      RandomStream random = RandomStream.of(passKey + own);
      return () -> new Changed(changed(memory, own, random), own, memory);
    }

    private Batch changed(BatchBuffer memory, long own, RandomStream random) {
      return call(
          own,
          memory,
          () -> {
            Batch changed = change.apply(memory.batch(), random);
            if (changed == null) {
              throw Fault.of("BatchSource")
                  .expected("map must give a batch")
                  .received("null")
                  .remedy("Leave batches out by filter.")
                  .argument();
            }
            return changed;
          });
    }

    private static <T> T call(long number, BatchBuffer memory, Supplier<T> code) {
      return UserCode.call("BatchSource", "map", number, memory.origin(), code);
    }

    @Override
    public boolean read(BatchBuffer batch) {
      dataType = batch.dataType();
      Changed changed = work.next();
      if (changed == null) {
        return false;
      }
      BatchBuffer memory = changed.memory();
      batch.origin(memory.origin());
      call(
          changed.number(),
          memory,
          () -> {
            batch.put(changed.batch());
            return batch;
          });
      free.add(memory);
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
