package io.hornbill.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets many threads read variables, or one thread write them. Variables that are used together
 * share one guard: it is the variables that decide, so models that share layers are safe from each
 * other. A guard is held for one run of a plan, or while values are copied, and never while code of
 * a user runs.
 *
 * <pre>{@code
 * Guard.reading(layer.weights(), () -> copy(layer.weights()));
 * }</pre>
 *
 * <p>Locking allocates nothing. Who writes may read and write again; who reads must not write, nor
 * join variables.
 */
public final class Guard {
  private static final AtomicLong COUNT = new AtomicLong();

  private final long number = COUNT.getAndIncrement();
  private final StampedLock lock = new StampedLock();
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile @Nullable Guard joined;
  private volatile @Nullable Thread writer;
  private int held;

  Guard() {}

  /**
   * Makes variables share one guard from now on; waits for whoever uses one of them.
   *
   * @param variables the variables
   * @return their guard; one of nothing if there are no variables
   */
  public static Guard of(Collection<Variable> variables) {
    while (true) {
      List<Guard> roots =
          variables.stream()
              .map(variable -> variable.guard().root())
              .distinct()
              .sorted(Comparator.comparingLong(guard -> guard.number))
              .toList();
      if (roots.isEmpty()) {
        return new Guard();
      }
      if (roots.size() == 1 || join(roots)) {
        return roots.get(0);
      }
    }
  }

  /** The oldest takes the others in: it is the one that lives longest. */
  private static boolean join(List<Guard> roots) {
    List<Guard> locked = new ArrayList<>();
    try {
      for (Guard guard : roots) {
        guard.lock.writeLock();
        locked.add(guard);
        if (guard.joined != null) {
          return false;
        }
      }
      roots.subList(1, roots.size()).forEach(guard -> guard.joined = roots.get(0));
      return true;
    } finally {
      locked.forEach(guard -> guard.lock.tryUnlockWrite());
    }
  }

  private Guard root() {
    Guard guard = this;
    for (Guard next = guard.joined; next != null; next = guard.joined) {
      Guard beyond = next.joined;
      if (beyond != null) {
        guard.joined = beyond; // the way gets shorter
      }
      guard = next;
    }
    return guard;
  }

  /**
   * Waits until nobody writes, and keeps it so.
   *
   * @return what {@link #unlockRead()} is to be called on
   */
  public Guard lockRead() {
    while (true) {
      Guard root = root();
      if (root.writer == Thread.currentThread()) {
        root.held++;
        return root;
      }
      root.lock.readLock();
      if (root.joined == null) {
        return root;
      }
      root.lock.tryUnlockRead();
    }
  }

  /** Ends what {@link #lockRead()} began. */
  public void unlockRead() {
    if (writer == Thread.currentThread()) {
      held--;
    } else {
      lock.tryUnlockRead();
    }
  }

  /**
   * Waits until nobody reads or writes, and keeps it so.
   *
   * @return what {@link #unlockWrite()} is to be called on
   */
  public Guard lockWrite() {
    while (true) {
      Guard root = root();
      if (root.writer == Thread.currentThread()) {
        root.held++;
        return root;
      }
      root.lock.writeLock();
      if (root.joined == null) {
        root.writer = Thread.currentThread();
        root.held = 1;
        return root;
      }
      root.lock.tryUnlockWrite();
    }
  }

  /** Ends what {@link #lockWrite()} began. */
  public void unlockWrite() {
    held--;
    if (held == 0) {
      writer = null;
      lock.tryUnlockWrite();
    }
  }

  /**
   * Waits for the turn of this thread: whoever moves states from batch to batch does so for a whole
   * call. A turn is not needed to read or write, and may be taken again by the thread that has it.
   *
   * @return what {@link #endTurn()} is to be called on
   */
  @SuppressWarnings("LockNotBeforeTry") // the caller releases it by endTurn
  public Guard takeTurn() {
    while (true) {
      Guard root = root();
      root.turn.lock();
      if (root.joined == null) {
        return root;
      }
      root.turn.unlock();
    }
  }

  /** Ends what {@link #takeTurn()} began. */
  public void endTurn() {
    turn.unlock();
  }

  /**
   * Runs something while nobody writes the variables.
   *
   * @param variables the variables
   * @param action reads them; runs no plan and no code of a user
   */
  public static void reading(Collection<Variable> variables, Runnable action) {
    Guard guard = of(variables).lockRead();
    try {
      action.run();
    } finally {
      guard.unlockRead();
    }
  }

  /**
   * Runs something while nobody else reads or writes the variables.
   *
   * @param variables the variables
   * @param action writes them; runs no plan and no code of a user
   */
  public static void writing(Collection<Variable> variables, Runnable action) {
    Guard guard = of(variables).lockWrite();
    try {
      action.run();
    } finally {
      guard.unlockWrite();
    }
  }
}
