package io.hornbill.datasets;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.npy.NumpyArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/** Sentences of word indices with a label each, prepared step by step as in Keras. */
final class Sentences {

  private final List<int[]> rows;
  private final List<Integer> labels;

  private Sentences(List<int[]> rows, List<Integer> labels) {
    this.rows = rows;
    this.labels = labels;
  }

  /** Shuffles sentences and numbers their words anew. */
  static Sentences read(
      NumpyArray x, NumpyArray y, NumpyRandom random, WordOptions<?> options, String place) {
    return shuffled(x.toIntRows(), y.toIntArray(), random, options, place);
  }

  /** Shuffles sentences and numbers their words anew. */
  static Sentences shuffled(
      List<int[]> rows, int[] labels, NumpyRandom random, WordOptions<?> options, String place) {
    if (rows.size() != labels.length) {
      throw Fault.of("Sentences")
          .expected("there must be a label for each sentence")
          .received("%s labels for %s sentences in %s", labels.length, rows.size(), place)
          .remedy("Fetch the file again.")
          .as(ModelFormatException::new);
    }
    Sentences sentences = new Sentences(new ArrayList<>(), new ArrayList<>());
    Integer maxLen = options.maxLen();
    for (int index : random.permutation(labels.length)) {
      int[] row = renumbered(rows.get(index), options.startChar(), options.indexFrom());
      if (maxLen == null || row.length < maxLen) {
        sentences.rows.add(row);
        sentences.labels.add(labels[index]);
      }
    }
    return sentences;
  }

  int size() {
    return rows.size();
  }

  /** Finds the largest index. */
  int largest() {
    return rows.stream().flatMapToInt(Arrays::stream).max().orElse(0);
  }

  /** Replaces, or leaves out, words that are too frequent or too rare. */
  Examples<List<int[]>> examples(int from, int to, int numWords, WordOptions<?> options) {
    List<int[]> kept = new ArrayList<>();
    float[] y = new float[to - from];
    for (int i = from; i < to; i++) {
      kept.add(limited(rows.get(i), options.skipTop(), numWords, options.oovChar()));
      y[i - from] = labels.get(i);
    }
    return new Examples<>(kept, Nd4j.createFromArray(y));
  }

  private static int[] renumbered(int[] row, @Nullable Integer start, int indexFrom) {
    int shift = start == null ? 0 : 1;
    int[] words = new int[row.length + shift];
    if (start != null) {
      words[0] = start;
    }
    for (int i = 0; i < row.length; i++) {
      words[i + shift] = row[i] + indexFrom;
    }
    return words;
  }

  private static int[] limited(int[] row, int skipTop, int numWords, @Nullable Integer unknown) {
    int[] words = new int[row.length];
    int count = 0;
    for (int word : row) {
      if (skipTop <= word && word < numWords) {
        words[count++] = word;
      } else if (unknown != null) {
        words[count++] = unknown;
      }
    }
    return Arrays.copyOf(words, count);
  }
}
