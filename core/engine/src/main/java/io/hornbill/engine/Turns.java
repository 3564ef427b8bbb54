package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.Threads;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets plans that use all cores run one after the other, first come, first served. Two of them at
 * the same time share the cores, but their threads wait for each other at the end of each kernel;
 * one after the other both are done sooner.
 *
 * <p>Who takes a turn before it borrows a plan finds the one that ran last, with its memory still
 * in the caches. A turn is taken before a guard of variables, never while one is held.
 *
 * <p>Where there are many cores, one plan alone cannot use them all, and as many run at once as
 * there are {@value #ENOUGH} cores for. Nobody waits for long: a plan may run inside another one's
 * host function, even on another thread.
 */
final class Turns {
  private static final int ENOUGH = 8;
  private static final long MOST_WAITING_MILLIS = 1000;

  private static final Semaphore FREE =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / ENOUGH), true);

  private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

  private Turns() {}

  /**
   * Does some work when it is its turn; at once if this thread has one.
   *
   * @param threads how many threads its kernels use
   * @param work what to do
   */
  static void take(int threads, Runnable work) {
    if (INSIDE.get()) {
      Threads.with(threads, work);
      return;
    }
    boolean mine = await();
    INSIDE.set(true);
    try {
      Threads.with(threads, work);
    } finally {
      INSIDE.set(false);
      if (mine) {
        FREE.release();
      }
    }
  }

  /** An interrupt is left to who looks for it; the work is done meanwhile. */
  private static boolean await() {
    try {
      return FREE.tryAcquire(MOST_WAITING_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
