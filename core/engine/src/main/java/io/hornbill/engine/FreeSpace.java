package io.hornbill.engine;

import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The gaps of a block of memory that grows at its end. */
final class FreeSpace {
  private final TreeMap<Long, Long> sizes = new TreeMap<>();
  private final NavigableSet<Gap> gaps = new TreeSet<>();
  private long end;

  private record Gap(long size, long offset) implements Comparable<Gap> {
    @Override
    public int compareTo(Gap other) {
      int bySize = Long.compare(size, other.size);
      return bySize != 0 ? bySize : Long.compare(offset, other.offset);
    }
  }

  /** Takes the smallest gap that is large enough, or new space at the end. */
  long take(long bytes) {
    Gap gap = gaps.ceiling(new Gap(bytes, 0));
    if (gap != null) {
      remove(gap.offset, gap.size);
      if (gap.size > bytes) {
        add(gap.offset + bytes, gap.size - bytes);
      }
      return gap.offset;
    }
    Map.Entry<Long, Long> last = sizes.lastEntry();
    long offset = end;
    if (last != null && last.getKey() + last.getValue() == end) {
      offset = last.getKey();
      remove(offset, last.getValue());
    }
    end = offset + bytes;
    return offset;
  }

  /** Gives a place back; it becomes one gap with its neighbours. */
  void give(long offset, long bytes) {
    long from = offset;
    long size = bytes;
    Map.Entry<Long, Long> before = sizes.lowerEntry(offset);
    if (before != null && before.getKey() + before.getValue() == offset) {
      from = before.getKey();
      size += before.getValue();
      remove(from, before.getValue());
    }
    Long after = sizes.get(offset + bytes);
    if (after != null) {
      remove(offset + bytes, after);
      size += after;
    }
    add(from, size);
  }

  /** The number of bytes of the block. */
  long end() {
    return end;
  }

  private void add(long offset, long size) {
    sizes.put(offset, size);
    gaps.add(new Gap(size, offset));
  }

  private void remove(long offset, long size) {
    sizes.remove(offset);
    gaps.remove(new Gap(size, offset));
  }
}
