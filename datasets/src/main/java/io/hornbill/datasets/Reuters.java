package io.hornbill.datasets;

import io.hornbill.files.internal.npy.Npz;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * 11,228 newswires from Reuters as lists of word indices, labelled by one of 46 topics. Shuffled
 * and numbered exactly as in Keras.
 *
 * <pre>{@code
 * TrainTest<List<int[]>> data = Reuters.loadData(o -> o.numWords(10_000).testSplit(0.2));
 * INDArray y = Labels.toCategorical(data.train().y(), 46);
 * }</pre>
 */
public final class Reuters {
  private static final String SHA_256 =
      "d6586e694ee56d7a4e65172e12b3e987c03096cb01eab99753921ef915959916";
  private static final String WORDS_MD5 = "4d44cc38712099c9e383dc6e5f11a921";
  private static final List<String> LABELS =
      List.of(
          "cocoa",
          "grain",
          "veg-oil",
          "earn",
          "acq",
          "wheat",
          "copper",
          "housing",
          "money-supply",
          "coffee",
          "sugar",
          "trade",
          "reserves",
          "ship",
          "cotton",
          "carcass",
          "crude",
          "nat-gas",
          "cpi",
          "money-fx",
          "interest",
          "gnp",
          "meal-feed",
          "alum",
          "oilseed",
          "gold",
          "tin",
          "strategic-metal",
          "livestock",
          "retail",
          "ipi",
          "iron-steel",
          "rubber",
          "heat",
          "jobs",
          "lei",
          "bop",
          "zinc",
          "orange",
          "pet-chem",
          "dlr",
          "gas",
          "silver",
          "wpi",
          "hog",
          "lead");

  private Reuters() {}

  /**
   * Reads {@code datasets/reuters.npz} of Keras' home folder, which is downloaded if need be, with
   * Keras' defaults.
   *
   * @return 8,982 wires to learn from and 2,246 to test with
   * @throws java.io.UncheckedIOException if the file is neither in the cache nor to be downloaded
   * @throws io.hornbill.files.ModelFormatException if the file is damaged
   */
  public static TrainTest<List<int[]>> loadData() {
    return loadData(options -> {});
  }

  /**
   * Reads {@code datasets/reuters.npz} of Keras' home folder.
   *
   * @param settings sets the options
   * @return the wires in two parts
   * @throws java.io.UncheckedIOException if the file is neither in the cache nor to be downloaded
   * @throws io.hornbill.files.ModelFormatException if the file is damaged
   */
  public static TrainTest<List<int[]>> loadData(Consumer<ReutersOptions> settings) {
    ReutersOptions options = new ReutersOptions();
    settings.accept(options);
    Path file = Published.file("Reuters", "reuters.npz", options.path(), SHA_256);
    try (Npz npz = Npz.open(file)) {
      NumpyRandom random = new NumpyRandom(options.seed());
      Sentences all = Sentences.read(npz.get("x"), npz.get("y"), random, options, file.toString());
      int numWords = options.limit(all.largest());
      int train = Tables.trainSize(all.size(), options.testSplit());
      return new TrainTest<>(
          all.examples(0, train, numWords, options),
          all.examples(train, all.size(), numWords, options));
    }
  }

  /**
   * Reads {@code datasets/reuters_word_index.json} of Keras' home folder.
   *
   * @return the words' indices, before {@code indexFrom} is added
   * @throws java.io.UncheckedIOException if the file is neither in the cache nor to be downloaded
   * @throws io.hornbill.files.ModelFormatException if the file is damaged
   */
  public static Map<String, Integer> wordIndex() {
    return WordIndex.read(
        "Reuters", Published.wordIndex("Reuters", "reuters_word_index.json", WORDS_MD5));
  }

  /**
   * Names the topics.
   *
   * @return the name of each label, from 0 to 45
   */
  public static List<String> labelNames() {
    return LABELS;
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
