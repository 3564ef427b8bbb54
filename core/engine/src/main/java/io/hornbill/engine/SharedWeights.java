package io.hornbill.engine;

import io.hornbill.graph.Variable;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;

/**
 * Memory of weights as kernels want them, for all plans of a process that want the same. It is
 * freed with the last of them.
 */
final class SharedWeights {
  private static final Map<Object, SharedWeights> KNOWN = new HashMap<>();

  private final Object key;
  private final BytePointer block;
  private final long[] versions;
  private boolean made;
  private int users;

  private SharedWeights(Object key, long bytes, int variables) {
    this.key = key;
    block = PlanMemory.block(bytes);
    versions = new long[variables];
  }

  /**
   * Returns memory that lasts until {@link #release}.
   *
   * @param key says what it is for
   * @param bytes how large it is
   * @param variables how many variables decide what is in it
   */
  static SharedWeights take(Object key, long bytes, int variables) {
    synchronized (KNOWN) {
      SharedWeights known = KNOWN.computeIfAbsent(key, k -> new SharedWeights(k, bytes, variables));
      known.users++;
      return known;
    }
  }

  /** Says that one who has taken it needs it no more. */
  void release() {
    synchronized (KNOWN) {
      users--;
      if (users == 0) {
        KNOWN.remove(key);
        block.deallocate();
      }
    }
  }

  /** How many have it now. */
  int users() {
    synchronized (KNOWN) {
      return users;
    }
  }

  long address() {
    return block.address();
  }

  long bytes() {
    return block.capacity();
  }

  /** Whether what is in it was made of what variables are now. */
  boolean isOf(Variable[] variables) {
    boolean same = made;
    for (int i = 0; i < versions.length; i++) {
      same &= versions[i] == variables[i].version();
    }
    return same;
  }

  /** Says that what is in it was made of what variables are now. */
  void madeOf(Variable[] variables) {
    for (int i = 0; i < versions.length; i++) {
      versions[i] = variables[i].version();
    }
    made = true;
  }
}
