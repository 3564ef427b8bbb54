package io.hornbill.operations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the likeliest sequences of classes (prefix beam search). A sequence is as likely as all its
 * paths together; after each step the likeliest ones stay.
 *
 * @see <a href="https://arxiv.org/abs/1408.2873">Hannun et al.: First-pass large vocabulary
 *     continuous speech recognition using bi-directional recurrent DNNs (2014)</a>
 */
final class BeamSearch {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  /** The likeliest first; of equals, as in Keras, those of smaller classes, and longer ones. */
  private static final Comparator<Prefix> ORDER =
      Comparator.comparingDouble(Prefix::total).reversed().thenComparing(Prefix::compareLabels);

  private final int width;
  private final int classes;
  private final int blank;

  BeamSearch(int width, int classes, int blank) {
    this.width = width;
    this.classes = classes;
    this.blank = blank;
  }

  /** A sequence of labels, and the logarithm of the probability of its paths until now. */
  private static final class Prefix {
    final @Nullable Prefix before;
    final int label;
    final int length;
    private @Nullable Map<Integer, Prefix> longer;
    double inBlank = NEVER;
    double inLabel = NEVER;
    double nextBlank = NEVER;
    double nextLabel = NEVER;

    Prefix(@Nullable Prefix before, int label) {
      this.before = before;
      this.label = label;
      this.length = before == null ? 0 : before.length + 1;
    }

    /** The same sequence and one more label: what is known of it, or one that is not kept yet. */
    Prefix and(int next) {
      Prefix known = longer == null ? null : longer.get(next);
      return known == null ? new Prefix(this, next) : known;
    }

    void keep() {
      if (before != null) {
        if (before.longer == null) {
          before.longer = new HashMap<>();
        }
        before.longer.put(label, this);
      }
    }

    double total() {
      return sum(inBlank, inLabel);
    }

    void arrive() {
      inBlank = nextBlank;
      inLabel = nextLabel;
      nextBlank = NEVER;
      nextLabel = NEVER;
    }

    int[] labels() {
      int[] all = new int[length];
      for (Prefix at = this; at.before != null; at = at.before) {
        all[at.length - 1] = at.label;
      }
      return all;
    }

    Found found() {
      return new Found(Arrays.stream(labels()).boxed().toList(), total());
    }

    int compareLabels(Prefix other) {
      int[] mine = labels();
      int[] others = other.labels();
      int at = Arrays.mismatch(mine, others);
      boolean within = at >= 0 && at < Math.min(mine.length, others.length);
      return within ? Integer.compare(mine[at], others[at]) : others.length - mine.length;
    }
  }

  private static double sum(double a, double b) {
    double top = Math.max(a, b);
    return top == NEVER ? NEVER : top + Math.log1p(Math.exp(Math.min(a, b) - top));
  }

  /**
   * Decodes one row.
   *
   * @param scores the scores of the classes, step by step
   * @param from where those of the row begin
   * @param steps how many steps count
   * @return the likeliest sequences, as many as stay, with the logarithms of their probabilities
   */
  List<Found> decode(double[] scores, int from, int steps) {
    Prefix start = new Prefix(null, blank);
    start.inBlank = 0;
    List<Prefix> beam = List.of(start);
    for (int step = 0; step < steps; step++) {
      beam = next(beam, logSoftmax(scores, from + step * classes));
    }
    return beam.stream().map(prefix -> prefix.found()).toList();
  }

  /**
   * A sequence.
   *
   * @param labels its classes
   * @param score the logarithm of its probability
   */
  record Found(List<Integer> labels, double score) {}

  private List<Prefix> next(List<Prefix> beam, double[] score) {
    Set<Prefix> reached = new LinkedHashSet<>(beam);
    for (Prefix prefix : beam) {
      prefix.nextBlank = sum(prefix.nextBlank, prefix.total() + score[blank]);
      for (int label = 0; label < classes; label++) {
        if (label == blank) {
          continue;
        }
        boolean again = prefix.length > 0 && label == prefix.label;
        if (again) {
          prefix.nextLabel = sum(prefix.nextLabel, prefix.inLabel + score[label]);
        }
        double arriving = (again ? prefix.inBlank : prefix.total()) + score[label];
        if (arriving > NEVER) {
          Prefix longer = prefix.and(label);
          longer.nextLabel = sum(longer.nextLabel, arriving);
          reached.add(longer);
        }
      }
    }
    List<Prefix> all = new ArrayList<>(reached);
    all.forEach(Prefix::arrive);
    all.sort(ORDER);
    List<Prefix> best = List.copyOf(all.subList(0, Math.min(width, all.size())));
    best.forEach(Prefix::keep);
    return best;
  }

  private double[] logSoftmax(double[] scores, int from) {
    double top = NEVER;
    for (int i = 0; i < classes; i++) {
      top = Math.max(top, scores[from + i]);
    }
    double total = 0;
    for (int i = 0; i < classes; i++) {
      total += Math.exp(scores[from + i] - top);
    }
    double[] result = new double[classes];
    for (int i = 0; i < classes; i++) {
      result[i] = scores[from + i] - top - Math.log(total);
    }
    return result;
  }
}
