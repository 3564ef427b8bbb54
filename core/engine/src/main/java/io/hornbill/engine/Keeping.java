package io.hornbill.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Which results of the way there are kept for the way back, so that the largest memory is as small
 * as can be found, and little is computed again.
 *
 * <p>Where few bytes pass from one part of the way to the next, all of them are kept: then one part
 * after the other can be computed again. How long parts are is tried. After that it is tried for
 * each that is kept whether memory gets larger without it, and for what is dear to compute for its
 * size whether it could be kept as well.
 */
final class Keeping {
  /** Each length of the parts is so much of the one before. */
  private static final double SHORTER = 0.9;

  private static final int LENGTHS = 60;

  /** A trial walks through all nodes: so many nodes are looked at in each of two searches. */
  private static final long MOST_VISITS = 8_000_000;

  private final Timeline time;
  private final int trials;
  private final int[] lastRead;
  private final long[] passing;
  private boolean[] kept;
  private long peak;
  private int left;

  /**
   * Looks at a program.
   *
   * @param time the program
   */
  Keeping(Timeline time) {
    this.time = time;
    trials = (int) Math.max(LENGTHS, MOST_VISITS / time.size());
    lastRead = new int[time.turn()];
    for (int node = 0; node < time.turn(); node++) {
      for (int source : time.sources(node)) {
        lastRead[time.root(source)] = node;
      }
    }
    passing = new long[time.turn() + 1];
    for (int node = 0; node < time.turn(); node++) {
      if (lastRead[node] > node) {
        passing[node] += time.bytes(node);
        passing[lastRead[node]] -= time.bytes(node);
      }
    }
    Arrays.parallelPrefix(passing, Long::sum);
    kept = new boolean[time.size()];
    Arrays.fill(kept, true);
    peak = new Rerun(time, kept).peak();
  }

  /** For each node whether it is computed once. */
  boolean[] choose() {
    double part = IntStream.range(0, time.turn()).mapToDouble(time::bytes).sum();
    for (int i = 0; i < LENGTHS; i++) {
      boolean[] some = inParts(part);
      long now = new Rerun(time, some).peak();
      if (now < peak) {
        kept = some;
        peak = now;
      }
      part *= SHORTER;
    }
    left = trials;
    boolean[] always = time.kept();
    decide(sorted(i -> always[i] ? 0 : time.bytes(i)), false);
    left = trials;
    double[] saved = savings();
    decide(sorted(i -> kept[i] ? 0 : saved[i] / time.bytes(i)), true);
    return kept;
  }

  /** Keeps what passes from one part to the next, the parts being about so large. */
  private boolean[] inParts(double size) {
    boolean[] some = time.kept();
    int[] cuts = cuts(size);
    int next = cuts.length - 1;
    for (int node = time.turn() - 1; node >= 0; node--) {
      next -= next > 0 && cuts[next - 1] >= node ? 1 : 0;
      some[node] |= time.root(node) == node && cuts[next] < lastRead[node];
    }
    return some;
  }

  /** The last node of each part: where the least passes on. */
  private int[] cuts(double size) {
    IntStream.Builder cuts = IntStream.builder();
    double sum = 0;
    int best = -1;
    for (int node = 0; node < time.turn(); node++) {
      sum += time.bytes(node);
      best = best < 0 || passing[node] <= passing[best] ? node : best;
      if (sum >= size) {
        cuts.add(best);
        sum = IntStream.rangeClosed(best + 1, node).mapToDouble(time::bytes).sum();
        best = -1;
      }
    }
    return cuts.add(time.turn()).build().toArray();
  }

  /** The nodes with a positive measure, greatest first. */
  private List<Integer> sorted(IntToDoubleFunction measure) {
    return IntStream.range(0, time.turn())
        .filter(i -> time.root(i) == i && time.bytes(i) > 0 && measure.applyAsDouble(i) > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -measure.applyAsDouble(i)))
        .toList();
  }

  /** Keeps some nodes, or does not, if memory allows; or else each half of them. */
  private void decide(List<Integer> nodes, boolean keep) {
    if (nodes.isEmpty() || left-- <= 0) {
      return;
    }
    boolean[] before = kept.clone();
    nodes.forEach(i -> kept[i] = keep);
    long now = new Rerun(time, kept).peak();
    if (now <= peak) {
      peak = now;
    } else {
      kept = before;
      if (nodes.size() > 1) {
        decide(nodes.subList(0, nodes.size() / 2), keep);
        decide(nodes.subList(nodes.size() / 2, nodes.size()), keep);
      }
    }
  }

  /** What is saved by keeping a node: with it those that are computed for it alone. */
  private double[] savings() {
    int[] readers = new int[time.size()];
    for (int node = 0; node < time.size(); node++) {
      for (int source : time.sources(node)) {
        readers[source]++;
      }
    }
    double[] saved = new double[time.turn()];
    for (int node = 0; node < time.turn(); node++) {
      saved[node] = time.cost(node);
      for (int source : time.sources(node)) {
        saved[node] += readers[source] == 1 && !kept[source] ? saved[source] : 0;
      }
    }
    return saved;
  }
}
