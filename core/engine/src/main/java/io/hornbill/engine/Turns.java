package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.Threads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets plans that use all cores run one after the other, first come, first served. Two of them at
 * the same time share the cores, but their threads wait for each other at the end of each kernel;
 * one after the other both are done sooner.
 *
 * <p>Who takes a turn before it borrows a plan finds the one that ran last, with its memory still
 * in the caches. A turn is taken before a guard of variables, never while one is held.
 *
 * <p>What runs in a turn runs on the turn's own thread, a {@link Crew}.
 *
 * <p>Where there are many cores, one plan alone cannot use them all, and as many run at once as
 * there are {@value #ENOUGH} cores for. Nobody waits for long: a plan may run inside another one's
 * host function, even on another thread.
 */
final class Turns {
  private static final int ENOUGH = 8;
  private static final long MOST_WAITING_MILLIS = 1000;

  private static final Crew NONE = new Crew("");

  private static final BlockingQueue<Crew> FREE =
      crews(Math.max(1, Runtime.getRuntime().availableProcessors() / ENOUGH));

  /** The crew of whoever has a turn. */
  private static final ThreadLocal<@Nullable Crew> TAKEN = new ThreadLocal<>();

  private Turns() {}

  private static BlockingQueue<Crew> crews(int count) {
    BlockingQueue<Crew> crews = new ArrayBlockingQueue<>(count, true);
    for (int i = 1; i <= count; i++) {
      crews.add(new Crew("hornbill-kernels-" + i));
    }
    return crews;
  }

  /**
   * Does some work when it is its turn; at once if this thread has one.
   *
   * @param threads how many threads its kernels use
   * @param work what to do
   */
  static void take(int threads, Runnable work) {
    if (TAKEN.get() != null) {
      Threads.with(threads, work);
      return;
    }
    Crew crew = await();
    TAKEN.set(crew == null ? NONE : crew);
    try {
      Threads.with(threads, work);
    } finally {
      TAKEN.remove();
      if (crew != null) {
        FREE.add(crew);
      }
    }
  }

  /**
   * Runs kernels on the thread that is there for them, if this thread has a turn.
   *
   * @param threads how many threads they use
   * @param kernels what to run
   */
  static void together(int threads, Runnable kernels) {
    Crew crew = TAKEN.get();
    if (crew == null || crew == NONE) {
      kernels.run();
    } else {
      crew.run(threads, kernels);
    }
  }

  /**
   * Runs kernels on the thread that is there for them if nobody has it now, else on this one: for
   * what does not wait for a turn, as it may hold a guard of variables.
   *
   * @param threads how many threads they use
   * @param kernels what to run
   */
  static void soon(int threads, Runnable kernels) {
    Crew taken = TAKEN.get();
    Crew crew = taken == null ? FREE.poll() : taken;
    if (crew == null || crew == NONE) {
      Threads.with(threads, kernels);
      return;
    }
    try {
      crew.run(threads, kernels);
    } finally {
      if (taken == null) {
        FREE.add(crew);
      }
    }
  }

  /** Says of this thread that it works for one that has a turn. */
  static void inside() {
    TAKEN.set(NONE);
  }

  /** An interrupt is left to who looks for it; the work is done meanwhile. */
  private static @Nullable Crew await() {
    try {
      return FREE.poll(MOST_WAITING_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
