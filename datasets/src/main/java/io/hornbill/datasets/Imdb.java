package io.hornbill.datasets;

import io.hornbill.base.Fault;
import io.hornbill.files.internal.npy.Npz;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * 50,000 film reviews from IMDB as lists of word indices, labelled 1 for praise and 0 for blame.
 * Shuffled and numbered exactly as in Keras.
 *
 * <pre>{@code
 * TrainTest<List<int[]>> data = Imdb.loadData(o -> o.numWords(20_000));
 * INDArray x = Sequences.pad(data.train().x(), 80);   // [25000, 80]
 * INDArray y = data.train().y();                      // [25000]
 * }</pre>
 */
public final class Imdb {
  private static final String SHA_256 =
      "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f";
  private static final String WORDS_MD5 = "bfafd718b763782e994055a2d397834f";

  private Imdb() {}

  /**
   * Reads {@code datasets/imdb.npz} of Keras' home folder, which is downloaded if need be, with
   * Keras' defaults.
   *
   * @return 25,000 reviews to learn from and 25,000 to test with
   * @throws java.io.UncheckedIOException if the file is neither in the cache nor to be downloaded
   * @throws io.hornbill.files.ModelFormatException if the file is damaged
   */
  public static TrainTest<List<int[]>> loadData() {
    return loadData(options -> {});
  }

  /**
   * Reads {@code datasets/imdb.npz} of Keras' home folder.
   *
   * @param settings sets the options
   * @return the reviews in two parts
   * @throws java.io.UncheckedIOException if the file is neither in the cache nor to be downloaded
   * @throws io.hornbill.files.ModelFormatException if the file is damaged
   * @throws IllegalArgumentException if {@code maxLen} leaves no review
   */
  public static TrainTest<List<int[]>> loadData(Consumer<ImdbOptions> settings) {
    ImdbOptions options = new ImdbOptions();
    settings.accept(options);
    Path file = Published.file("Imdb", "imdb.npz", options.path(), SHA_256);
    NumpyRandom random = new NumpyRandom(options.seed());
    try (Npz npz = Npz.open(file)) {
      Double testSplit = options.testSplit();
      return testSplit == null
          ? published(npz, random, options, file.toString())
          : together(npz, random, options, testSplit, file.toString());
    }
  }

  private static TrainTest<List<int[]>> published(
      Npz npz, NumpyRandom random, ImdbOptions options, String place) {
    Sentences train =
        Sentences.read(npz.get("x_train"), npz.get("y_train"), random, options, place);
    Sentences test = Sentences.read(npz.get("x_test"), npz.get("y_test"), random, options, place);
    requireSome(train.size() > 0 && test.size() > 0, options);
    int numWords = options.limit(Math.max(train.largest(), test.largest()));
    return new TrainTest<>(
        train.examples(0, train.size(), numWords, options),
        test.examples(0, test.size(), numWords, options));
  }

  private static TrainTest<List<int[]>> together(
      Npz npz, NumpyRandom random, ImdbOptions options, double testSplit, String place) {
    List<int[]> rows = new ArrayList<>(npz.get("x_train").toIntRows());
    rows.addAll(npz.get("x_test").toIntRows());
    int[] labels =
        IntStream.concat(
                IntStream.of(npz.get("y_train").toIntArray()),
                IntStream.of(npz.get("y_test").toIntArray()))
            .toArray();
    Sentences all = Sentences.shuffled(rows, labels, random, options, place);
    requireSome(all.size() > 0, options);
    int numWords = options.limit(all.largest());
    int train = Tables.trainSize(all.size(), testSplit);
    return new TrainTest<>(
        all.examples(0, train, numWords, options),
        all.examples(train, all.size(), numWords, options));
  }

  private static void requireSome(boolean some, ImdbOptions options) {
    if (!some) {
      throw Fault.of("Imdb")
          .expected("maxLen must leave some reviews")
          .received(options.maxLen())
          .remedy("Give a larger number.")
          .argument();
    }
  }

  /**
   * Reads {@code datasets/imdb_word_index.json} of Keras' home folder.
   *
   * @return the words' indices, before {@code indexFrom} is added
   * @throws java.io.UncheckedIOException if the file is neither in the cache nor to be downloaded
   * @throws io.hornbill.files.ModelFormatException if the file is damaged
   */
  public static Map<String, Integer> wordIndex() {
    return WordIndex.read("Imdb", Published.wordIndex("Imdb", "imdb_word_index.json", WORDS_MD5));
  }

  /**
   * Reads the words' indices; as {@link #wordIndex()}, by Keras' name.
   *
   * @return the words' indices, before {@code indexFrom} is added
   */
  public static Map<String, Integer> getWordIndex() {
    return wordIndex();
  }
}
