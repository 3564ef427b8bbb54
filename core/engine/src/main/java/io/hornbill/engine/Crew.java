package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.Threads;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread on which kernels run that use several cores, whoever asks for them. OpenMP gives each
 * thread that calls such kernels helpers of its own, which stay as long as the thread lives; with
 * more helpers than cores, they no longer wait for the next kernel but fall asleep after 2
 * microseconds, and waking them takes as long as the kernels do. So a process has one such thread
 * for all callers.
 */
final class Crew implements Runnable {
  private static final long STAY_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Steps of a training follow each other so soon, and waking up takes longer. */
  private static final long AWAKE_NANOS = TimeUnit.MICROSECONDS.toNanos(60);

  /** So much work lies between two looks at the processor's time. */
  private static final long WATCHED_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  private static volatile double lost;

  /** In place of a task: there is no thread. */
  private static final Job GONE = new Job();

  private final AtomicReference<@Nullable Job> task = new AtomicReference<>(GONE);

  /** The only one, as callers come one after the other. */
  private final Job job = new Job();

  private final String name;
  private volatile @Nullable Thread thread;

  // Of this thread: the time of its work since it last looked, and of the processor by then.
  private long worked;
  private long used;

  /** Loaded when there was work for a while: that takes milliseconds. */
  private static final class Clock {
    private static final ThreadMXBean BEAN = ManagementFactory.getThreadMXBean();

    /** The processor's time of this thread; below 0 where the system does not tell. */
    static long nanos() {
      return BEAN.isCurrentThreadCpuTimeSupported() ? BEAN.getCurrentThreadCpuTime() : -1;
    }
  }

  /** What somebody waits for. */
  private static final class Job {
    @Nullable Runnable work;
    int threads;
    @Nullable Thread caller;
    @Nullable Throwable failure;
    volatile boolean done;
  }

  Crew(String name) {
    this.name = name;
  }

  /**
   * Runs some kernels and waits for their end. No two threads do so at the same time.
   *
   * @param threads how many threads they use
   * @param kernels what to run; throws what this throws
   */
  void run(int threads, Runnable kernels) {
    job.work = kernels;
    job.threads = threads;
    job.caller = Thread.currentThread();
    job.failure = null;
    job.done = false;
    if (!begin()) {
      Threads.with(threads, kernels);
      return;
    }
    boolean interrupted = false;
    while (!job.done) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Threads.rethrow(job.failure);
  }

  private boolean begin() {
    if (task.compareAndSet(null, job)) {
      LockSupport.unpark(thread);
      return true;
    }
    task.set(job);
    Thread fresh = Threads.daemon(this, name);
    thread = fresh;
    try {
      fresh.start();
      return true;
    } catch (OutOfMemoryError noThread) { // the caller does it
      task.set(GONE);
      return false;
    }
  }

  @Override
  public void run() {
    Turns.inside();
    worked = 0;
    used = 0; // the thread is new
    long idleSince = System.nanoTime();
    while (true) {
      if (task.get() != null) {
        perform();
        Thread caller = job.caller;
        task.set(null);
        job.done = true; // from now on it may be the next caller's
        LockSupport.unpark(caller);
        idleSince = System.nanoTime();
      } else if (System.nanoTime() - idleSince < AWAKE_NANOS) {
        Thread.onSpinWait();
      } else if (System.nanoTime() - idleSince < STAY_NANOS) {
        LockSupport.parkNanos(this, STAY_NANOS);
      } else if (task.compareAndSet(null, GONE)) {
        return;
      }
    }
  }

  private void perform() {
    long start = System.nanoTime();
    try {
      Threads.with(job.threads, Objects.requireNonNull(job.work));
    } catch (Throwable thrown) { // whatever it is, somebody waits for the end
      job.failure = thrown;
    }
    watch(System.nanoTime() - start);
  }

  /** Looks at the processor's time now and then. */
  private void watch(long took) {
    worked += took;
    if (worked >= WATCHED_NANOS) {
      long now = Clock.nanos();
      lost = now < 0 ? 0 : 1 - (double) (now - used) / worked;
      used = now;
      worked = 0;
    }
  }

  /**
   * Returns for which part of the last tens of milliseconds of work the thread of the kernels had
   * no core, or waited for one that had none.
   *
   * @return between 0 and 1; 0 where nobody knows
   */
  static double lost() {
    return lost;
  }
}
