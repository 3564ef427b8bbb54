package io.hornbill.engine;

import io.hornbill.base.RandomStream;
import io.hornbill.engine.internal.kernel.Threads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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
 * <p>Where at least as many callers {@linkplain #share share} the cores as there are, each runs a
 * plan on one core instead, in which no thread waits for another: one more at once than there are
 * cores, and none while a plan uses all of them.
 *
 * <p>Where there are many cores, one plan alone cannot use them all, and as many run at once as
 * there are {@value #ENOUGH} cores for. Nobody waits for long: a plan may run inside another one's
 * host function, even on another thread.
 */
final class Turns {
  private static final int ENOUGH = 8;
  private static final long MOST_WAITING_MILLIS = 1000;

  private static final Crew NONE = new Crew("");

  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int CREWS = Math.max(1, CORES / ENOUGH);

  private static final BlockingQueue<Crew> FREE = crews(CREWS);

  /** One more than a crew has cores: so that none waits until the next caller has woken up. */
  private static final int OF_CREW = CORES / CREWS + 1;

  /** A crew takes an equal share of them. */
  private static final Semaphore PERMITS = new Semaphore(CREWS * OF_CREW, true);

  /** How many calls in a row must find all cores shared before they are parted: plans are made. */
  private static final int PATIENCE = 8;

  /** What the user wants; null where a seed says it. */
  private static volatile @Nullable Boolean wanted;

  private static final AtomicInteger SHARING = new AtomicInteger();
  private static final AtomicInteger CROWDED = new AtomicInteger();

  /**
   * The crew of whoever has a turn, in an array that stays: it is empty between turns, so that
   * threads of others keep nothing of the library.
   */
  private static final ThreadLocal<@Nullable Object[]> TAKEN = new ThreadLocal<>();

  private Turns() {}

  private static BlockingQueue<Crew> crews(int count) {
    BlockingQueue<Crew> crews = new ArrayBlockingQueue<>(count, true);
    for (int i = 1; i <= count; i++) {
      crews.add(new Crew("hornbill-kernels-" + i));
    }
    return crews;
  }

  private static @Nullable Crew taken() {
    @Nullable Object[] place = TAKEN.get();
    return place == null ? null : (Crew) place[0];
  }

  private static void taken(@Nullable Crew crew) {
    @Nullable Object[] place = TAKEN.get();
    if (place == null) {
      place = new Object[1];
      TAKEN.set(place);
    }
    place[0] = crew;
  }

  /**
   * Does some work when it is its turn; at once if this thread has one.
   *
   * @param threads how many threads its kernels use
   * @param work what to do
   */
  static void take(int threads, Runnable work) {
    if (taken() == null) {
      inTurn(threads, work, null);
    } else {
      Threads.with(threads, work);
    }
  }

  /** Does the one or the other work in a turn of its own. */
  private static void inTurn(
      int threads, @Nullable Runnable work, @Nullable Consumer<Boolean> shared) {
    boolean permitted = permitted(OF_CREW);
    Crew crew = permitted ? await() : null;
    try {
      taken(crew == null ? NONE : crew);
      int before = Threads.use(threads);
      try {
        if (work != null) {
          work.run();
        }
        if (shared != null) {
          shared.accept(false);
        }
      } finally {
        Threads.back(before, threads);
      }
    } finally {
      taken(null);
      if (crew != null) {
        FREE.add(crew);
      }
      if (permitted) {
        PERMITS.release(OF_CREW);
      }
    }
  }

  /** Sets whether {@link #share} lets all take turns, however many they are; null as at first. */
  static void always(@Nullable Boolean on) {
    wanted = on;
  }

  /** Whether the number of threads must not change with what else the machine does. */
  static boolean keepsBits() {
    Boolean known = wanted;
    return known == null ? RandomStream.isSeeded() : known;
  }

  /**
   * Does some work in turn, as {@link #take} does, or on one core, if others share them all.
   *
   * @param threads how many threads its kernels use if they are alone
   * @param modest says whether one core is wanted, whoever shares them
   * @param work what to do; is told whether to stay on one core
   */
  static void share(int threads, BooleanSupplier modest, Consumer<Boolean> work) {
    if (taken() != null) { // inside the work of a caller that was counted
      take(threads, () -> work.accept(false));
      return;
    }
    int sharing = SHARING.incrementAndGet();
    try {
      if (isCrowded(sharing) || modest.getAsBoolean()) {
        alone(work);
      } else {
        inTurn(threads, null, work);
      }
    } finally {
      SHARING.decrementAndGet();
    }
  }

  /** Counts in a row the callers that find all cores shared, up to where it matters. */
  private static boolean isCrowded(int sharing) {
    if (sharing == 1) {
      CROWDED.set(0);
    }
    return !Boolean.TRUE.equals(wanted)
        && sharing >= Math.max(2, CORES)
        && CROWDED.accumulateAndGet(PATIENCE + 1, (row, most) -> Math.min(row + 1, most))
            > PATIENCE;
  }

  private static void alone(Consumer<Boolean> work) {
    boolean permitted = permitted(1);
    try {
      taken(NONE);
      int before = Threads.use(1);
      try {
        work.accept(true);
      } finally {
        Threads.back(before, 1);
      }
    } finally {
      taken(null);
      if (permitted) {
        PERMITS.release(1);
      }
    }
  }

  /** An interrupt is left to who looks for it; the work is done meanwhile. */
  private static boolean permitted(int cores) {
    try {
      return PERMITS.tryAcquire(cores, MOST_WAITING_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Runs kernels on the thread that is there for them, if this thread has a turn.
   *
   * @param threads how many threads they use
   * @param kernels what to run
   */
  static void together(int threads, Runnable kernels) {
    Crew crew = taken();
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
    Crew own = taken();
    Crew crew = own == null ? FREE.poll() : own;
    if (crew == null || crew == NONE) {
      Threads.with(threads, kernels);
      return;
    }
    try {
      crew.run(threads, kernels);
    } finally {
      if (own == null) {
        FREE.add(crew);
      }
    }
  }

  /** Says of this thread that it works for one that has a turn. */
  static void inside() {
    taken(NONE);
  }

  /** One is free, but for the moment in which {@link #soon} has it. */
  private static @Nullable Crew await() {
    try {
      return FREE.poll(MOST_WAITING_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
