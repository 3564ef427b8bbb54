package io.hornbill.files.internal.npy;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Python list under construction. As long as it holds only small whole numbers they lie in an
 * {@code int[]}, which is what makes millions of word indices fit.
 */
final class PythonList extends AbstractList<@Nullable Object> {

  private static final int[] NONE = new int[0];

  private int[] ints = NONE;
  private int count;
  private @Nullable List<@Nullable Object> objects;

  @Override
  public boolean add(@Nullable Object item) {
    if (objects == null && item instanceof Long number && number == number.intValue()) {
      if (count == ints.length) {
        ints = Arrays.copyOf(ints, Math.max(8, count + (count >> 1)));
      }
      ints[count++] = number.intValue();
    } else {
      general().add(item);
    }
    return true;
  }

  boolean isInts() {
    return objects == null;
  }

  int[] toInts() {
    return Arrays.copyOf(ints, count);
  }

  @Override
  public @Nullable Object get(int index) {
    if (objects != null) {
      return objects.get(index);
    }
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException(index);
    }
    return (long) ints[index];
  }

  @Override
  public int size() {
    return objects == null ? count : objects.size();
  }

  private List<@Nullable Object> general() {
    List<@Nullable Object> list = objects;
    if (list == null) {
      list = new ArrayList<>(count + 1);
      for (int i = 0; i < count; i++) {
        list.add((long) ints[i]);
      }
      objects = list;
      ints = NONE;
    }
    return list;
  }

  /** Names the length only: a list may contain itself. */
  @Override
  public String toString() {
    return "list of " + size();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
