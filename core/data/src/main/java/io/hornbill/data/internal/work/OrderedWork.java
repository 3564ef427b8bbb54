package io.hornbill.data.internal.work;

import io.hornbill.base.Fault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on several threads and gives their results in the tasks' order, whatever the number of
 * threads. With one thread everything runs on the caller.
 *
 * @param <T> what tasks give
 */
public final class OrderedWork<T> implements AutoCloseable {
  private static final int AHEAD_PER_THREAD = 2;
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final Supplier<? extends @Nullable Callable<T>> tasks;
  private final int ahead;
  private final @Nullable ExecutorService threads;
  private final Deque<Future<T>> running = new ArrayDeque<>();
  private boolean ended;

  /**
   * Begins to work when the first result is asked for.
   *
   * @param count the number of threads
   * @param tasks gives the next task on the caller's thread; null at the end
   */
  public OrderedWork(int count, Supplier<? extends @Nullable Callable<T>> tasks) {
    this.tasks = tasks;
    ahead = count * AHEAD_PER_THREAD;
    threads = count == 1 ? null : Executors.newFixedThreadPool(count, OrderedWork::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "hornbill-worker-" + NAMES.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Gives the next result.
   *
   * @return the result; null at the end
   * @throws RuntimeException what the task threw
   */
  public @Nullable T next() {
    ExecutorService pool = threads;
    if (pool == null) {
      Callable<T> task = tasks.get();
      return task == null ? null : call(task);
    }
    while (!ended && running.size() < ahead) {
      Callable<T> task = tasks.get();
      if (task == null) {
        ended = true;
      } else {
        running.add(pool.submit(task));
      }
    }
    Future<T> first = running.poll();
    return first == null ? null : await(first);
  }

  private static <T> T call(Callable<T> task) {
    try {
      return task.call();
    } catch (Exception e) {
      throw unchecked(e);
    }
  }

  private static <T> T await(Future<T> result) {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw unchecked(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unchecked(e);
    }
  }

  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException known
        ? known
        : Fault.of("BatchSource")
            .expected("work on a batch must go on to its end")
            .received(failure)
            .remedy("See its cause.")
            .state(failure);
  }

  /** Ends the threads; what they are at is interrupted. */
  @Override
  public void close() {
    if (threads != null) {
      threads.shutdownNow();
    }
  }
}
