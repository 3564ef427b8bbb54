package io.hornbill.engine;

import java.util.Arrays;

/**
 * What is computed when, if some results of the way there are kept and others are computed a second
 * time: right before the first node of the way back that reads them. Nodes are the places of a
 * {@link Timeline}; the number of nodes is added for a second time.
 */
final class Rerun {
  private final Timeline time;
  private final boolean[] kept;
  private final int[] order;
  private int length;

  /**
   * Puts all in order.
   *
   * @param time the program
   * @param kept for each node whether it is computed once
   */
  Rerun(Timeline time, boolean[] kept) {
    this.time = time;
    this.kept = kept;
    order = new int[time.size() + time.turn()];
    boolean[] again = new boolean[time.turn()];
    int[] open = new int[time.turn() + 1];
    for (int node = 0; node < time.size(); node++) {
      if (node >= time.turn()) {
        for (int source : time.sources(node)) {
          repeat(source, again, open);
        }
      }
      order[length++] = node;
    }
  }

  /** Computes a node again, after what it reads. */
  private void repeat(int node, boolean[] again, int[] open) {
    int top = 0;
    open[top] = node;
    while (top >= 0) {
      int last = open[top];
      int next = isRepeated(last) && !again[last] ? missing(last, again) : -1;
      if (next >= 0) {
        open[++top] = next;
      } else {
        if (isRepeated(last) && !again[last]) {
          again[last] = true;
          order[length++] = time.size() + last;
        }
        top--;
      }
    }
  }

  private int missing(int node, boolean[] again) {
    for (int source : time.sources(node)) {
      if (isRepeated(source) && !again[source]) {
        return source;
      }
    }
    return -1;
  }

  /** Whether a node is computed again for those that read it on the way back. */
  boolean isRepeated(int node) {
    return node < time.turn() && !kept[time.root(node)];
  }

  /** All that is computed, in order. */
  int[] order() {
    return Arrays.copyOf(order, length);
  }

  /** The largest number of bytes that results need at the same time, by and large. */
  long peak() {
    int[] roots = new int[2 * time.size()];
    int[] reader = new int[2 * time.size()];
    int[] last = new int[2 * time.size()];
    int[] readers = new int[2 * time.size()];
    for (int i = 0; i < length; i++) {
      int id = order[i];
      int node = id % time.size();
      roots[id] = root(id);
      last[roots[id]] = Math.max(last[roots[id]], i);
      for (int source : time.sources(node)) {
        int read = read(id, source);
        reader[read] = node;
        readers[read]++;
        last[roots[read]] = i;
      }
    }
    long[] ending = new long[length];
    long[] beginning = new long[length];
    for (int i = 0; i < length; i++) {
      int node = order[i] % time.size();
      boolean joined = readers[order[i]] == 1 && time.joins(node, reader[order[i]]);
      beginning[i] = joined ? 0 : time.bytes(node);
      ending[last[order[i]]] += beginning[i];
    }
    return highest(beginning, ending);
  }

  private long highest(long[] beginning, long[] ending) {
    long now = 0;
    long peak = 0;
    for (int i = 0; i < length; i++) {
      boolean over = Fusion.isElementwise(time.node(order[i] % time.size()).op());
      long written = over ? Math.max(0, beginning[i] - ending[i]) : beginning[i];
      peak = Math.max(peak, now + written);
      now += beginning[i] - ending[i];
    }
    return peak;
  }

  private int root(int id) {
    int node = id % time.size();
    int root = time.root(node);
    return root == node ? id : read(id, root);
  }

  /** Which of a result's two places a node reads. */
  private int read(int id, int source) {
    return id >= time.turn() && isRepeated(source) ? time.size() + source : source;
  }
}
