package io.hornbill.engine;

import io.hornbill.base.Fault;
import io.hornbill.engine.internal.kernel.Tiles;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Memory that several plans share because they run one after the other: as much as the largest of
 * them needs. What a plan keeps from run to run, and its inputs and outputs, lie elsewhere.
 *
 * <p>Where a larger plan joins, the memory moves, and each plan notices with its next run. Plans of
 * several threads wait for each other. The memory is freed with the last plan.
 *
 * <pre>{@code
 * PlanOptions options = PlanOptions.DEFAULT.with(new Arena());
 * Plan small = Plan.compile(program(8), options);
 * Plan large = Plan.compile(program(64), options); // both together need little more than this one
 * }</pre>
 */
public final class Arena {
  private final ReentrantLock lock = new ReentrantLock();
  private final Tiles tiles = new Tiles();
  private final Tiles tilesAside = new Tiles();
  private @Nullable BytePointer block;
  private long bytes;
  private long moves;
  private int plans;

  /** Makes one without memory. */
  public Arena() {}

  /**
   * Returns how much memory there is.
   *
   * @return the number of bytes
   */
  public long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /** What Java kernels share; used while the memory is held. */
  Tiles tiles() {
    return tiles;
  }

  /** What those share that run aside; used while the memory is held. */
  Tiles tilesAside() {
    return tilesAside;
  }

  /** Says that a plan uses the memory from now on. */
  void join(long needed) {
    lock.lock();
    try {
      if (needed > bytes) {
        grow(needed);
      }
      plans++;
    } finally {
      lock.unlock();
    }
  }

  /** Never is there both the old memory and the new one; if there is none, the others go on. */
  private void grow(long needed) {
    long before = bytes;
    free();
    moves++;
    try {
      take(needed);
    } catch (OutOfMemoryError none) {
      if (before > 0) {
        take(before);
      }
      throw none;
    }
  }

  private void take(long size) {
    block = PlanMemory.block(size);
    bytes = size;
  }

  /** Says that a plan does not use the memory any more. */
  void leave() {
    lock.lock();
    try {
      plans--;
      if (plans == 0) {
        free();
      }
    } finally {
      lock.unlock();
    }
  }

  private void free() {
    if (block != null) {
      block.deallocate();
    }
    block = null;
    bytes = 0;
  }

  /** Waits until nobody else uses the memory; meanwhile it stays where it is. */
  @SuppressWarnings("LockNotBeforeTry") // the caller releases it
  void hold() {
    lock.lock();
  }

  /** Ends what {@link #hold} began. */
  void release() {
    lock.unlock();
  }

  /** How often the memory has moved; for who uses it. */
  long moves() {
    return moves;
  }

  /** Where the memory is; for who uses it. */
  long address() {
    BytePointer known = block;
    if (known == null) {
      throw Fault.of("Arena")
          .expected("a plan must have joined before it uses the memory")
          .received("none")
          .remedy("Call join first.")
          .state();
    }
    return known.address();
  }
}
