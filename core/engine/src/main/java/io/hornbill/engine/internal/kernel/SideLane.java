package io.hornbill.engine.internal.kernel;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kernels of which some run aside, such as updates, on one thread, while another one runs the
 * others: the caller and a helper. Both keep the order of the list. A kernel that runs aside waits
 * for all others before it; one of the others waits for those aside that touch the same memory, and
 * for all that come {@value #LAG} kernels before it or earlier: so long memory must be theirs.
 *
 * <p>Without a free helper the caller runs them all. Where a helper that had begun kept the caller
 * waiting, as its core was taken from it, the caller does without for a while. A run allocates
 * nothing.
 *
 * <p>Example:
 *
 * <pre>{@code
 * SideLane lane = new SideLane(List.of(gradient, update, nextGradient), Set.of(update));
 * lane.run();
 * }</pre>
 */
public final class SideLane {
  /** How many kernels a kernel that runs aside may be late. */
  public static final int LAG = 32;

  /** Longer waits say that the helper has lost its core. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Kernel[] kernels;
  private final boolean[] isAside;

  /** The positions of the kernels that run aside. */
  private final int[] aside;

  /** How many of those must be done before each of the others. */
  private final int[] needed;

  private final Lanes lanes = new Lanes(List.of(this::runMain, this::runAside));

  /** How many kernels of the list the others have passed. */
  private final AtomicInteger passed = new AtomicInteger();

  /** How many of those aside are done. */
  private final AtomicInteger done = new AtomicInteger();

  /** Whether one of both threads runs a kernel aside. */
  private final AtomicBoolean taken = new AtomicBoolean();

  private volatile boolean over;

  // Of whoever runs the other kernels.
  private long aloneUntil = System.nanoTime();
  private long pause = SHORTEST_PAUSE_NANOS;

  /**
   * Divides kernels.
   *
   * @param kernels all, in an order in which they might run one after the other
   * @param aside those that run aside
   */
  public SideLane(List<Kernel> kernels, Set<Kernel> aside) {
    this.kernels = kernels.toArray(Kernel[]::new);
    isAside = new boolean[this.kernels.length];
    needed = new int[this.kernels.length];
    List<Integer> positions = new ArrayList<>();
    IdentityHashMap<Buffer, Integer> read = new IdentityHashMap<>();
    IdentityHashMap<Buffer, Integer> written = new IdentityHashMap<>();
    int late = 0; // so many of those aside must not be running any more
    for (int i = 0; i < this.kernels.length; i++) {
      Kernel kernel = kernels.get(i);
      isAside[i] = aside.contains(kernel);
      if (isAside[i]) {
        positions.add(i);
        kernel.reads().forEach(buffer -> read.put(buffer.root(), positions.size()));
        kernel.writes().forEach(buffer -> written.put(buffer.root(), positions.size()));
      } else {
        while (late < positions.size() && positions.get(late) <= i - LAG) {
          late++;
        }
        needed[i] = late;
        for (Buffer buffer : kernel.reads()) {
          needed[i] = Math.max(needed[i], written.getOrDefault(buffer.root(), 0));
        }
        for (Buffer buffer : kernel.writes()) {
          Buffer root = buffer.root();
          int touched = Math.max(read.getOrDefault(root, 0), written.getOrDefault(root, 0));
          needed[i] = Math.max(needed[i], touched);
        }
      }
    }
    this.aside = positions.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Runs all kernels. Returns when the last one is done.
   *
   * @throws RuntimeException what a kernel has thrown
   */
  public void run() {
    passed.set(0);
    done.set(0);
    over = false;
    if (System.nanoTime() - aloneUntil < 0) {
      runMain();
    } else {
      lanes.run();
    }
  }

  private void runMain() {
    try {
      for (int i = 0; i < kernels.length; i++) {
        if (!isAside[i]) {
          require(needed[i]);
          kernels[i].run();
        }
        passed.setRelease(i + 1);
      }
      require(aside.length);
    } finally {
      over = true;
    }
  }

  /** Waits until so many of the kernels aside are done, and does them if nobody does. */
  private void require(int count) {
    long since = 0;
    while (done.getAcquire() < count) {
      if (advance(count)) {
        continue;
      }
      since = since == 0 ? System.nanoTime() : since;
      Lanes.pause(this, since, NAP_NANOS);
    }
    if (since != 0) {
      waited(since);
    }
  }

  private void waited(long since) {
    long now = System.nanoTime();
    if (now - since > PATIENCE_NANOS) {
      boolean again = now - aloneUntil < LONGEST_PAUSE_NANOS;
      pause = again ? Math.min(2 * pause, LONGEST_PAUSE_NANOS) : SHORTEST_PAUSE_NANOS;
      aloneUntil = now + pause;
    }
  }

  private void runAside() {
    long since = System.nanoTime();
    while (!over && done.getAcquire() < aside.length) {
      if (isReady() && advance(aside.length)) {
        since = System.nanoTime();
      } else {
        Lanes.pause(this, since, NAP_NANOS);
      }
    }
  }

  private boolean isReady() {
    int next = done.getAcquire();
    return next < aside.length && aside[next] <= passed.getAcquire();
  }

  /** Runs the kernels aside that are ready, if nobody else does; false if somebody does. */
  private boolean advance(int count) {
    if (!taken.compareAndSet(false, true)) {
      return false;
    }
    try {
      while (done.getAcquire() < count && isReady()) {
        int next = done.getAcquire();
        kernels[aside[next]].run();
        done.setRelease(next + 1);
      }
    } finally {
      taken.set(false);
    }
    return true;
  }
}
