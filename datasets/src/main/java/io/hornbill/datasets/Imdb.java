package io.hornbill.datasets;

import io.hornbill.base.Checks;
import io.hornbill.files.KerasHome;
import io.hornbill.files.npy.Npz;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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

  private static final String ORIGIN =
      "https://storage.googleapis.com/tensorflow/tf-keras-datasets/";

  private Imdb() {}

  /**
   * Reads {@code datasets/imdb.npz} of Keras' home folder with Keras' defaults.
   *
   * @return 25,000 reviews to learn from and 25,000 to test with
   * @throws java.io.UncheckedIOException if the file is missing
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
   * @throws java.io.UncheckedIOException if the file is missing
   * @throws io.hornbill.files.ModelFormatException if the file is damaged
   * @throws IllegalArgumentException if {@code maxLen} leaves no review
   */
  public static TrainTest<List<int[]>> loadData(Consumer<ImdbOptions> settings) {
    ImdbOptions options = new ImdbOptions();
    settings.accept(options);
    Path given = options.path();
    Path file =
        KerasHome.require(
            "Imdb",
            given == null ? KerasHome.folder().resolve("datasets/imdb.npz") : given,
            ORIGIN + "imdb.npz");
    NumpyRandom random = new NumpyRandom(options.seed());
    try (Npz npz = Npz.open(file)) {
      String place = file.toString();
      Sentences train =
          Sentences.read(npz.get("x_train"), npz.get("y_train"), random, options, place);
      Sentences test = Sentences.read(npz.get("x_test"), npz.get("y_test"), random, options, place);
      Checks.argument(
          train.size() > 0 && test.size() > 0,
          "Imdb: maxLen must leave some reviews. Received: %s. Give a larger number.",
          options.maxLen());
      Integer limit = options.numWords();
      int numWords = limit == null ? Math.max(train.largest(), test.largest()) : limit;
      return new TrainTest<>(
          train.examples(0, train.size(), numWords, options),
          test.examples(0, test.size(), numWords, options));
    }
  }

  /**
   * Reads {@code datasets/imdb_word_index.json} of Keras' home folder.
   *
   * @return the words' indices, before {@code indexFrom} is added
   * @throws java.io.UncheckedIOException if the file is missing
   * @throws io.hornbill.files.ModelFormatException if the file is damaged
   */
  public static Map<String, Integer> wordIndex() {
    return WordIndex.read("Imdb", "datasets/imdb_word_index.json", ORIGIN + "imdb_word_index.json");
  }
}
