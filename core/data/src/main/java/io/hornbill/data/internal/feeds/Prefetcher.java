package io.hornbill.data.internal.feeds;

import io.hornbill.base.Fault;
import io.hornbill.base.Warnings;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads batches ahead on a thread of its own, into buffers that go round: when all of them are full
 * the thread waits until one is given back.
 */
public final class Prefetcher implements BatchQueue {
  private static final Logger LOG = LoggerFactory.getLogger(Prefetcher.class);
  private static final long PATIENCE_MILLIS = 10_000;

  private final BatchReader reader;
  private final List<BatchBuffer> buffers = new ArrayList<>();
  private final BlockingQueue<BatchBuffer> free;
  private final BlockingQueue<Item> full;
  private final Thread thread;
  private volatile boolean closed;
  private @Nullable BatchBuffer lent;
  private @Nullable Item last;

  /** A batch, or the end, or what went wrong. */
  private record Item(@Nullable BatchBuffer batch, @Nullable Throwable failure) {}

  /**
   * Begins to read.
   *
   * @param reader the batches
   * @param ahead how many batches are read before they are asked for, at least 1
   * @param dataType the model's type
   */
  public Prefetcher(BatchReader reader, int ahead, DataType dataType) {
    this.reader = reader;
    free = new ArrayBlockingQueue<>(ahead + 1);
    full = new ArrayBlockingQueue<>(ahead + 2);
    for (int i = 0; i <= ahead; i++) {
      buffers.add(new BatchBuffer(dataType));
    }
    free.addAll(buffers);
    thread = new Thread(this::readAll, "hornbill-prefetch");
    thread.setDaemon(true);
    thread.start();
  }

  private void readAll() {
    Item end = new Item(null, null);
    try {
      for (BatchBuffer buffer = free.take();
          BatchQueue.read(reader, buffer) && !closed;
          buffer = free.take()) {
        full.add(new Item(buffer, null));
      }
    } catch (Throwable e) { // whatever it is, it belongs to the thread that waits
      end = new Item(null, e);
    }
    try {
      reader.close();
    } catch (RuntimeException e) {
      end = end.failure == null ? new Item(null, e) : end;
    }
    full.add(end);
  }

  @Override
  public @Nullable BatchBuffer next() throws InterruptedException {
    if (lent != null) {
      free.add(lent);
      lent = null;
    }
    Item item = last == null ? full.take() : last;
    lent = item.batch;
    if (lent == null) {
      last = item;
      throwOn(item.failure);
    }
    return lent;
  }

  private static void throwOn(@Nullable Throwable failure) {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null) {
      throw Fault.of("BatchSource")
          .expected("reading must go on to the end")
          .received(failure)
          .remedy("See its cause.")
          .state(failure);
    }
  }

  /** Ends the thread, wherever it is, and frees the buffers. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      Warnings.warn(
          LOG,
          Fault.of("BatchSource")
              .expected("reading must end when its thread is interrupted")
              .received("a source that goes on after %s s", PATIENCE_MILLIS / 1000)
              .remedy(
                  "Its thread and its memory are left behind; let it answer to interruptions."));
    } else {
      buffers.forEach(BatchBuffer::close);
    }
  }
}
