package io.hornbill.engine.internal.kernel;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of work that run at the same time, each on one thread: the caller and helpers that all
 * plans share take one after the other until none is left. Without a free helper, the caller does
 * them all. A run allocates nothing.
 *
 * <p>Helpers are daemons that end when nobody needs them for some seconds.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Lanes lanes = new Lanes(List.of(() -> first.run(), () -> second.run()));
 * lanes.run();
 * }</pre>
 */
public final class Lanes {
  /** Who waits keeps its core that long, and then lets others have it. */
  private static final long SPIN_NANOS = 20_000;

  /** From then on it sleeps; the next lanes of a plan mostly come sooner. */
  private static final long AWAKE_NANOS = 500_000;

  private static final long NAP_NANOS = 50_000;
  private static final long STAY_NANOS = 5_000_000_000L;
  private static final Helper[] HELPERS = helpers(Runtime.getRuntime().availableProcessors() - 1);

  private final Runnable[] work;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger helping = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** One thread, which comes and goes. */
  private static final class Helper implements Runnable {
    private static final Lanes GONE = new Lanes(List.of());
    private static final Lanes BUSY = new Lanes(List.of());

    private final AtomicReference<@Nullable Lanes> task = new AtomicReference<>(GONE);
    private final String name;
    private volatile @Nullable Thread thread;

    Helper(String name) {
      this.name = name;
    }

    /** Helps if there is nothing else to do. */
    boolean help(Lanes lanes) {
      if (task.compareAndSet(null, lanes)) {
        LockSupport.unpark(thread);
        return true;
      }
      if (task.compareAndSet(GONE, lanes)) {
        Thread fresh = Threads.daemon(this, name);
        thread = fresh;
        try {
          fresh.start();
          return true;
        } catch (OutOfMemoryError noThread) { // the caller does it all
          task.set(GONE);
        }
      }
      return false;
    }

    /** Takes back what was asked of this helper, if it has not begun. */
    boolean excuse(Lanes lanes) {
      return task.compareAndSet(lanes, null);
    }

    @Override
    public void run() {
      Threads.alone(this::work);
    }

    private void work() {
      long idleSince = System.nanoTime();
      while (true) {
        Lanes lanes = task.get();
        if (lanes != null && task.compareAndSet(lanes, BUSY)) {
          lanes.take();
          task.set(null); // free for the caller's next lanes before it hears that these are done
          lanes.helping.decrementAndGet();
          idleSince = System.nanoTime();
        } else if (System.nanoTime() - idleSince < STAY_NANOS) {
          pause(this, idleSince, STAY_NANOS);
        } else if (task.compareAndSet(null, GONE)) {
          return;
        }
      }
    }
  }

  /**
   * Makes lanes.
   *
   * @param work what to do, the longest first; no two of them write to the same memory
   */
  public Lanes(List<Runnable> work) {
    this.work = work.toArray(Runnable[]::new);
  }

  private static Helper[] helpers(int count) {
    Helper[] helpers = new Helper[count];
    for (int i = 0; i < count; i++) {
      helpers[i] = new Helper("hornbill-lane-" + (i + 1));
    }
    return helpers;
  }

  /**
   * Does all of the work. Returns when the last piece is done.
   *
   * @throws RuntimeException what a piece has thrown, after all have ended
   */
  public void run() {
    next.set(0);
    int wanted = work.length - 1;
    for (int i = 0; i < HELPERS.length && wanted > 0; i++) {
      helping.incrementAndGet();
      if (HELPERS[i].help(this)) {
        wanted--;
      } else {
        helping.decrementAndGet();
      }
    }
    take();
    for (int i = 0; i < HELPERS.length && helping.get() > 0; i++) {
      if (HELPERS[i].excuse(this)) { // it sleeps, or has no core now
        helping.decrementAndGet();
      }
    }
    long since = System.nanoTime();
    while (helping.get() > 0) {
      pause(this, since, NAP_NANOS);
    }
    Threads.rethrow(failure.getAndSet(null));
  }

  /** Waits a little for another thread, for the longer the longer one has waited. */
  @SuppressWarnings("ThreadPriorityCheck") // with more threads than cores, others go first
  static void pause(Object waiter, long since, long nap) {
    long waited = System.nanoTime() - since;
    if (waited < SPIN_NANOS) {
      Thread.onSpinWait();
    } else if (waited < AWAKE_NANOS) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(waiter, nap);
    }
  }

  private void take() {
    for (int i = next.getAndIncrement(); i < work.length; i = next.getAndIncrement()) {
      try {
        work[i].run();
      } catch (Throwable thrown) {
        failure.compareAndSet(null, thrown);
      }
    }
  }
}
