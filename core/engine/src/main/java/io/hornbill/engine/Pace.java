package io.hornbill.engine;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Chooses between all cores and one for runs that follow each other, on a machine where others want
 * the cores too. The threads of a kernel wait for each other at its end; where one of them has lost
 * its core to somebody else, the others wait until the system gives it back, 10 milliseconds or
 * more. A plan for one core waits for nobody. So where the thread of the kernels does not get its
 * core for much of the time, one core is tried, the faster of both is kept, and the other one tried
 * again from time to time, ever less often.
 *
 * <p>Runs of different size are compared by the arithmetic of their plans. Bits can depend on the
 * number of threads, so whoever sets a seed keeps all cores, as does {@link Engine#deterministic}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * boolean alone = pace.isAlone();
 * pace.run(alone ? forOneCore : forAllCores, alone);
 * }</pre>
 */
public final class Pace {
  /** Above this part of the time without a core the machine counts as busy. */
  static final double BUSY = 0.35;

  /** So long runs are watched before one number of threads is judged, */
  static final long WINDOW_NANOS = 60_000_000;

  /** and so long where it is probably the slower one. */
  static final long PROBE_NANOS = 15_000_000;

  /** A single run on all cores that takes so many times as long as on one says enough. */
  private static final double CLEARLY = 2;

  /** One core is kept if a run takes this part of its time on all cores, or less. */
  private static final double WORTH = 0.8;

  private static final int FEWEST = 3;

  /** After so many windows in a row in which the machine was not busy, the past is forgotten. */
  private static final int CALM = 10;

  /** After the first time, and at most, until the other one is tried again. */
  static final long SHORTEST_NANOS = 250_000_000;

  static final long LONGEST_NANOS = 1_000_000_000L;

  private enum State {
    ALL,
    ONE,
    PROBE
  }

  private final LongSupplier clock;
  private final DoubleSupplier lost;
  private final BooleanSupplier modest = this::isAlone;
  private State state = State.ALL;
  private int busy;
  private int calm;

  // Nanoseconds per step of arithmetic beside others; 0 where that was not seen lately.
  private double onAll;
  private double onOne;

  private long pause = SHORTEST_NANOS;
  private long notBefore;

  private double nanos;
  private double work;
  private int runs;

  /** Begins on all cores. */
  public Pace() {
    this(System::nanoTime, Crew::lost);
  }

  /**
   * Begins on all cores.
   *
   * @param clock nanoseconds
   * @param lost the part of the last runs in which the thread of the kernels had no core
   */
  Pace(LongSupplier clock, DoubleSupplier lost) {
    this.clock = clock;
    this.lost = lost;
    notBefore = clock.getAsLong();
  }

  /**
   * Says what the next run should use.
   *
   * @return true for one core
   */
  public synchronized boolean isAlone() {
    return state == State.ONE && !Turns.keepsBits();
  }

  /** Says what the next run should use. */
  BooleanSupplier modest() {
    return modest;
  }

  /**
   * Runs a plan and learns from how long that takes.
   *
   * @param plan the plan
   * @param alone whether it was chosen as one for one core
   */
  public void run(Plan plan, boolean alone) {
    long start = clock.getAsLong();
    plan.run();
    if (alone || plan.usesAllCores()) {
      ran(alone, clock.getAsLong() - start, plan.work());
    }
  }

  /**
   * Runs several plans {@linkplain Plan#runTogether together} and learns from how long that takes.
   *
   * @param plans the plans
   * @param alone whether they were chosen as ones for one core
   */
  public void runTogether(List<Plan> plans, boolean alone) {
    long start = clock.getAsLong();
    Plan.runTogether(plans);
    boolean all = false;
    double steps = 0;
    for (Plan plan : plans) {
      all |= plan.usesAllCores();
      steps += plan.work();
    }
    if (alone || all) {
      ran(alone, clock.getAsLong() - start, steps);
    }
  }

  /** Learns from a run; what others have chosen says nothing. */
  synchronized void ran(boolean alone, long took, double steps) {
    if (alone != (state == State.ONE)) {
      return;
    }
    runs++;
    boolean probe = state == State.PROBE;
    if (probe && took > PROBE_NANOS && took > CLEARLY * onOne * steps) {
      judge(took / steps);
    } else if (runs > 1) { // the first one finds cold caches
      nanos += took;
      work += steps;
      if (nanos >= (probe ? PROBE_NANOS : WINDOW_NANOS) && runs > FEWEST) {
        judge(nanos / work);
      }
    }
  }

  private void judge(double rate) {
    long now = clock.getAsLong();
    nanos = 0;
    work = 0;
    if (state == State.ONE) {
      onOne = rate;
      if (rate > WORTH * onAll) {
        later(now);
        become(State.ALL);
      } else if (now >= notBefore) {
        become(State.PROBE);
      }
    } else if (state == State.PROBE) {
      onAll = rate;
      later(now);
      become(rate < onOne ? State.ALL : State.ONE);
    } else if (lost.getAsDouble() > BUSY) {
      calm = 0;
      busy++;
      onAll = onAll == 0 ? rate : (onAll + rate) / 2;
      if (busy > 1 && now >= notBefore) {
        notBefore = now + pause;
        become(State.ONE);
      }
    } else {
      busy = 0;
      calm++;
      if (calm >= CALM) {
        pause = SHORTEST_NANOS;
        onAll = 0;
      }
    }
  }

  private void later(long now) {
    notBefore = now + pause;
    pause = Math.min(2 * pause, LONGEST_NANOS);
  }

  private void become(State next) {
    state = next;
    runs = 0;
    busy = 0;
  }
}
