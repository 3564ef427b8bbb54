package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.SideLane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Gives each buffer a place in one block of memory, so that buffers that are never in use at the
 * same time share places.
 */
final class MemoryPlan {
  /** Above so many buffers, places are found in the order of time: not as tight, but linear. */
  private static final int MANY = 2048;

  private final List<Interval> intervals = new ArrayList<>();
  private final List<Interval> apart = new ArrayList<>();
  private long size;
  private long sizeApart;

  private static final class Interval {
    final Buffer buffer;
    final int from;
    int to;
    long offset;

    Interval(Buffer buffer, int from, int to) {
      this.buffer = buffer;
      this.from = from;
      this.to = to;
    }

    long bytes() {
      return Buffer.aligned(buffer.byteSize());
    }
  }

  /**
   * Plans.
   *
   * @param kernels what runs, in order
   * @param kept buffers that are in use from beginning to end
   * @param keptApart whether these lie in a block of their own
   * @param elsewhere buffers that have their place
   * @param aside kernels that may run up to {@link SideLane#LAG} kernels later
   */
  MemoryPlan(
      List<Kernel> kernels,
      Collection<Buffer> kept,
      boolean keptApart,
      Set<Buffer> elsewhere,
      Set<Kernel> aside) {
    IdentityHashMap<Buffer, Interval> byRoot = new IdentityHashMap<>();
    for (Buffer buffer : kept) {
      touch(byRoot, buffer, 0);
      touch(byRoot, buffer, kernels.size());
    }
    for (int i = 0; i < kernels.size(); i++) {
      Kernel kernel = kernels.get(i);
      int until = aside.contains(kernel) ? Math.min(i + SideLane.LAG, kernels.size()) : i;
      for (List<Buffer> buffers : List.of(kernel.writes(), kernel.reads(), kernel.scratch())) {
        for (Buffer buffer : buffers) {
          touch(byRoot, buffer, i);
          touch(byRoot, buffer, until);
        }
      }
    }
    elsewhere.forEach(byRoot::remove);
    for (Buffer buffer : keptApart ? kept : List.<Buffer>of()) {
      Interval interval = byRoot.remove(buffer.root());
      if (interval != null) {
        interval.offset = sizeApart;
        sizeApart += interval.bytes();
        apart.add(interval);
      }
    }
    intervals.addAll(byRoot.values());
    if (intervals.size() > MANY) {
      placeInTime();
    } else {
      place();
    }
  }

  private static void touch(IdentityHashMap<Buffer, Interval> byRoot, Buffer buffer, int at) {
    Buffer root = buffer.root();
    if (!root.isFixed()) {
      Interval interval = byRoot.computeIfAbsent(root, b -> new Interval(b, at, at));
      interval.to = Math.max(interval.to, at);
    }
  }

  /** Gives each buffer, when it is first used, the smallest gap that is large enough. */
  private void placeInTime() {
    intervals.sort(Comparator.comparingInt(v -> v.from));
    PriorityQueue<Interval> alive = new PriorityQueue<>(Comparator.comparingInt(v -> v.to));
    FreeSpace free = new FreeSpace();
    for (Interval interval : intervals) {
      while (!alive.isEmpty() && alive.peek().to < interval.from) {
        Interval ended = alive.remove();
        free.give(ended.offset, ended.bytes());
      }
      interval.offset = free.take(interval.bytes());
      alive.add(interval);
    }
    size = free.end();
  }

  /** Gives each buffer, largest first, the lowest place that is free during its lifetime. */
  private void place() {
    intervals.sort(
        Comparator.comparingLong(Interval::bytes).reversed().thenComparingInt(v -> v.from));
    List<Interval> placed = new ArrayList<>(); // by offset
    for (Interval interval : intervals) {
      long offset = 0;
      int at = 0;
      for (; at < placed.size(); at++) {
        Interval other = placed.get(at);
        boolean apart = other.to < interval.from || other.from > interval.to;
        if (!apart && other.offset >= offset + interval.bytes()) {
          break;
        }
        if (!apart) {
          offset = Math.max(offset, other.offset + other.bytes());
        }
      }
      interval.offset = offset;
      size = Math.max(size, offset + interval.bytes());
      int index = 0;
      while (index < placed.size() && placed.get(index).offset <= offset) {
        index++;
      }
      placed.add(index, interval);
    }
  }

  /** The number of bytes of the block, and room to align it. */
  long bytes() {
    return size + Buffer.aligned(1);
  }

  /** The number of bytes of the block of what is kept, and room to align it; 0 if there is none. */
  long bytesApart() {
    return apart.isEmpty() ? 0 : sizeApart + Buffer.aligned(1);
  }

  /** Tells every buffer its address, but those that lie apart. */
  void place(long block) {
    place(intervals, block);
  }

  /** Tells the buffers that are kept apart their addresses. */
  void placeApart(long block) {
    place(apart, block);
  }

  private static void place(List<Interval> intervals, long block) {
    long start = Buffer.aligned(block);
    for (Interval interval : intervals) {
      interval.buffer.place(start + interval.offset);
    }
  }
}
