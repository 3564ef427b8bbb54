package io.hornbill.datasets;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.base.JavaHeap;
import io.hornbill.base.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Pairs of words: such that stand near each other, labelled 1, and such that were drawn, labelled
 * 0. Word2vec learns from them.
 *
 * <pre>{@code
 * Skipgrams pairs = Skipgrams.of(sentence, 20_000, o -> o.windowSize(2).seed(1));
 * pairs.couples();   // [pairs, 2]
 * pairs.labels();    // [pairs]
 * }</pre>
 *
 * @param couples the numbers of two words each
 * @param labels 1 if they stand near each other
 * @see <a href="https://arxiv.org/abs/1301.3781">Mikolov et al.: Efficient estimation of word
 *     representations in vector space (2013)</a>
 */
public record Skipgrams(INDArray couples, INDArray labels) {
  private static final double EULER = 0.577;

  /** How pairs are made. */
  public static final class Options {
    private int windowSize = 4;
    private double negativeSamples = 1;
    private boolean shuffle = true;
    private double @Nullable [] samplingTable;
    private @Nullable Long seed;

    Options() {}

    /**
     * Sets how near is near.
     *
     * @param windowSize how many words before and after, at least 1; 4 by default
     * @return these options
     */
    public Options windowSize(int windowSize) {
      this.windowSize = Checks.positive("Skipgrams", "windowSize", windowSize);
      return this;
    }

    /**
     * Sets how many pairs are drawn.
     *
     * @param negativeSamples for each pair that stands near, at least 0; 1 by default
     * @return these options
     */
    public Options negativeSamples(double negativeSamples) {
      this.negativeSamples = Checks.notNegative("Skipgrams", "negativeSamples", negativeSamples);
      return this;
    }

    /**
     * Sets whether the pairs are put into another order.
     *
     * @param shuffle true by default
     * @return these options
     */
    public Options shuffle(boolean shuffle) {
      this.shuffle = shuffle;
      return this;
    }

    /**
     * Leaves out frequent words by chance.
     *
     * @param samplingTable how probably each word is kept, by its number; see {@link
     *     Skipgrams#samplingTable}
     * @return these options
     */
    public Options samplingTable(double... samplingTable) {
      this.samplingTable = samplingTable.clone();
      return this;
    }

    /**
     * Sets what all draws follow from.
     *
     * @param seed any number; by default everything follows from the global seed
     * @return these options
     */
    public Options seed(long seed) {
      this.seed = seed;
      return this;
    }
  }

  /** A pair and its label. */
  private record Couple(int word, int other, int label) {}

  /**
   * Makes pairs of the words of a sentence.
   *
   * @param sequence the numbers of words; 0 is none
   * @param vocabularySize the number of words and one more; other words are drawn from 1 on
   * @param settings sets the options
   * @return the pairs
   */
  public static Skipgrams of(int[] sequence, int vocabularySize, Consumer<Options> settings) {
    Options options = new Options();
    settings.accept(options);
    if (vocabularySize < 2) {
      throw Fault.of("Skipgrams")
          .expected("vocabularySize must be at least 2")
          .received(vocabularySize)
          .remedy("Give the number of words and one more.")
          .argument();
    }
    RandomStream random =
        options.seed == null ? RandomStream.next() : RandomStream.of(options.seed);
    List<Couple> couples = near(sequence, options, random);
    int drawn = (int) (couples.size() * options.negativeSamples);
    List<Integer> words = new ArrayList<>(couples.stream().map(Couple::word).toList());
    shuffle(words, random);
    for (int i = 0; i < drawn; i++) {
      int other = 1 + random.nextInt(vocabularySize - 1);
      couples.add(new Couple(words.get(i % words.size()), other, 0));
    }
    if (options.shuffle) {
      shuffle(couples, random);
    }
    return arrays(couples);
  }

  private static List<Couple> near(int[] sequence, Options options, RandomStream random) {
    List<Couple> couples = new ArrayList<>();
    for (int i = 0; i < sequence.length; i++) {
      double[] table = options.samplingTable;
      int word = sequence[i];
      if (word == 0 || (table != null && table[word] < random.nextDouble())) {
        continue;
      }
      int end = Math.min(sequence.length, i + options.windowSize + 1);
      for (int j = Math.max(0, i - options.windowSize); j < end; j++) {
        if (j != i && sequence[j] != 0) {
          couples.add(new Couple(word, sequence[j], 1));
        }
      }
    }
    return couples;
  }

  private static <T> void shuffle(List<T> list, RandomStream random) {
    for (int i = list.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      list.set(i, list.set(j, list.get(i)));
    }
  }

  private static Skipgrams arrays(List<Couple> couples) {
    float[] pairs = new float[2 * couples.size()];
    float[] labels = new float[couples.size()];
    for (int i = 0; i < labels.length; i++) {
      pairs[2 * i] = couples.get(i).word();
      pairs[2 * i + 1] = couples.get(i).other();
      labels[i] = couples.get(i).label();
    }
    return new Skipgrams(
        Nd4j.create(pairs, new long[] {labels.length, 2}, 'c'), Nd4j.createFromArray(labels));
  }

  /**
   * Computes how probably words are kept, if they are numbered by how often they occur and follow
   * Zipf's law: Keras' {@code make_sampling_table}.
   *
   * <pre>{@code
   * p(r) = min(1, sqrt(factor r (ln r + 0.577) + 1/2 - 1/(12 r)))
   * }</pre>
   *
   * @param size the number of words and one more
   * @param factor such as 1e-5; more of it keeps more of the frequent words
   * @return a probability for each number
   */
  public static double[] samplingTable(int size, double factor) {
    Checks.positive("Skipgrams", "size", size);
    double[] table = new double[JavaHeap.length(Double.BYTES, "Skipgrams", size)];
    for (int i = 0; i < size; i++) {
      double rank = Math.max(1, i);
      double inverse = rank * (Math.log(rank) + EULER) + 0.5 - 1 / (12 * rank);
      table[i] = Math.min(1, Math.sqrt(Checks.positive("Skipgrams", "factor", factor) * inverse));
    }
    return table;
  }
}
