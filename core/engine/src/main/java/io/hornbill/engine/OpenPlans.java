package io.hornbill.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the plans that are not closed. The garbage collector does not know what a plan holds
 * outside the heap, so it is called when there are many more than were in use the last time: plans
 * that nobody can reach are then freed. Who closes models never gets there.
 */
final class OpenPlans {
  private static final int FEW = 1600;
  private static final int PATIENCE = 40;
  private static final long NAP_NANOS = 5_000_000;

  private static final AtomicInteger OPEN = new AtomicInteger();
  private static final AtomicBoolean COLLECTING = new AtomicBoolean();
  private static volatile int limit = FEW;

  private OpenPlans() {}

  /** A plan is about to be made. */
  static void add() {
    if (OPEN.incrementAndGet() > limit && COLLECTING.compareAndSet(false, true)) {
      try {
        collect();
      } finally {
        COLLECTING.set(false);
      }
    }
  }

  /** A plan was freed. */
  static void remove() {
    OPEN.decrementAndGet();
  }

  /** Waits until the last of those that nobody can reach are freed, which another thread does. */
  private static void collect() {
    System.gc();
    int before = OPEN.get();
    boolean begun = false;
    for (int i = 0; i < PATIENCE; i++) {
      LockSupport.parkNanos(NAP_NANOS);
      int now = OPEN.get();
      if (begun && now >= before) {
        break;
      }
      begun |= now < before;
      before = now;
    }
    limit = Math.max(FEW, 2 * OPEN.get());
  }
}
