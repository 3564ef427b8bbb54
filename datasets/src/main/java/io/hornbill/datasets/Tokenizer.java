package io.hornbill.datasets;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.JavaHeap;
import io.hornbill.files.internal.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Numbers words by how often they occur, as Keras' {@code Tokenizer}: the most frequent one is 1.
 *
 * <pre>{@code
 * Tokenizer tokenizer = new Tokenizer().numWords(20_000).oovToken("[UNK]");
 * tokenizer.fitOnTexts(texts);
 * INDArray x = Sequences.pad(tokenizer.textsToSequences(texts), 80);
 * }</pre>
 *
 * @see <a
 *     href="https://github.com/keras-team/keras/blob/master/keras/src/legacy/preprocessing/text.py">Keras:
 *     Tokenizer</a>
 */
public final class Tokenizer {
  private static final List<String> MODES = List.of("binary", "count", "freq", "tfidf");

  private @Nullable Integer numWords;
  private String filters = Texts.FILTERS;
  private boolean lower = true;
  private String split = " ";
  private boolean charLevel;
  private @Nullable String oovToken;
  private @Nullable Function<String, List<String>> analyzer;
  private int documentCount;
  private final Map<String, Integer> wordCounts = new LinkedHashMap<>();
  private final Map<String, Integer> wordDocs = new LinkedHashMap<>();
  private final Map<Integer, Integer> indexDocs = new LinkedHashMap<>();
  private final Map<String, Integer> wordIndex = new LinkedHashMap<>();
  private final List<String> indexWord = new ArrayList<>();

  /** Makes a tokenizer that knows no words yet. */
  public Tokenizer() {}

  /**
   * Keeps only the most frequent words.
   *
   * @param numWords the first number that is not kept, at least 1; by default all are kept
   */
  public Tokenizer numWords(int numWords) {
    this.numWords = Checks.positive("Tokenizer", "numWords", numWords);
    return this;
  }

  /**
   * Sets which characters are left out.
   *
   * @param filters {@link Texts#FILTERS} by default
   */
  public Tokenizer filters(String filters) {
    this.filters = filters;
    return this;
  }

  /**
   * Sets whether letters become lower case.
   *
   * @param lower true by default
   */
  public Tokenizer lower(boolean lower) {
    this.lower = lower;
    return this;
  }

  /**
   * Sets what stands between words.
   *
   * @param split a space by default
   */
  public Tokenizer split(String split) {
    this.split = split;
    return this;
  }

  /**
   * Sets whether every character is a word.
   *
   * @param charLevel false by default
   */
  public Tokenizer charLevel(boolean charLevel) {
    this.charLevel = charLevel;
    return this;
  }

  /**
   * Sets what stands for unknown and for rare words.
   *
   * @param oovToken a word, which gets number 1; null, the default, to leave them out
   */
  public Tokenizer oovToken(@Nullable String oovToken) {
    this.oovToken = oovToken;
    return this;
  }

  /**
   * Sets how texts are taken apart, in place of filters, lower case and separator.
   *
   * @param analyzer returns the words of a string
   */
  public Tokenizer analyzer(Function<String, List<String>> analyzer) {
    this.analyzer = analyzer;
    return this;
  }

  /** The words of a string. */
  private List<String> words(String text) {
    Function<String, List<String>> own = analyzer;
    if (own != null) {
      return own.apply(text);
    }
    if (charLevel) {
      String source = lower ? text.toLowerCase(Locale.ROOT) : text;
      return source.codePoints().mapToObj(Character::toString).toList();
    }
    return Texts.toWords(text, filters, lower, split);
  }

  /**
   * Counts the words of texts, after those that were counted before, and numbers them anew.
   *
   * @param texts the texts
   */
  public Tokenizer fitOnTexts(Iterable<String> texts) {
    for (String text : texts) {
      count(words(text));
    }
    number();
    return this;
  }

  /**
   * Counts the words of texts that were taken apart before, and numbers them anew.
   *
   * @param documents the words of each text
   */
  public Tokenizer fitOnWords(Iterable<? extends List<String>> documents) {
    for (List<String> words : documents) {
      count(lower ? words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList() : words);
    }
    number();
    return this;
  }

  private void count(List<String> words) {
    documentCount++;
    words.forEach(word -> wordCounts.merge(word, 1, Integer::sum));
    new LinkedHashSet<>(words).forEach(word -> wordDocs.merge(word, 1, Integer::sum));
  }

  private void number() {
    wordIndex.clear();
    indexWord.clear();
    List<String> sorted = new ArrayList<>(wordCounts.keySet());
    sorted.sort(Comparator.comparing((String word) -> wordCounts.getOrDefault(word, 0)).reversed());
    String unknown = oovToken;
    if (unknown != null) {
      sorted.add(0, unknown);
    }
    for (String word : sorted) {
      indexWord.add(word);
      wordIndex.put(word, indexWord.size());
    }
    indexDocs.clear();
    wordDocs.forEach((word, documents) -> indexDocs.put(wordIndex.get(word), documents));
  }

  /**
   * Counts the documents that numbers occur in, for {@code "tfidf"} without texts.
   *
   * @param sequences lists of numbers
   */
  public Tokenizer fitOnSequences(Collection<int[]> sequences) {
    documentCount += sequences.size();
    for (int[] sequence : sequences) {
      Arrays.stream(sequence)
          .distinct()
          .forEach(number -> indexDocs.merge(number, 1, Integer::sum));
    }
    return this;
  }

  /**
   * Makes texts numbers. Unknown words, and those beyond {@code numWords}, become {@code oovToken},
   * or are left out without one.
   *
   * @param texts the texts
   * @return the numbers of the words of each text
   */
  public List<int[]> textsToSequences(Collection<String> texts) {
    return texts.stream().map(text -> numbers(words(text))).toList();
  }

  private int[] numbers(List<String> words) {
    Integer unknown = oovToken == null ? null : wordIndex.get(oovToken);
    return words.stream()
        .map(
            word -> {
              Integer number = wordIndex.get(word);
              boolean kept = number != null && (numWords == null || number < numWords);
              return kept ? number : unknown;
            })
        .filter(number -> number != null)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Makes numbers texts again.
   *
   * @param sequences lists of numbers
   * @return their words with spaces in between
   */
  public List<String> sequencesToTexts(Collection<int[]> sequences) {
    List<String> texts = new ArrayList<>();
    for (int[] sequence : sequences) {
      List<String> words = new ArrayList<>();
      for (int number : sequence) {
        boolean known = number >= 1 && number <= indexWord.size();
        boolean kept = known && (numWords == null || number < numWords);
        if (kept) {
          words.add(indexWord.get(number - 1));
        } else if (oovToken != null) {
          words.add(oovToken);
        }
      }
      texts.add(String.join(" ", words));
    }
    return texts;
  }

  /**
   * Makes texts rows of an array, with a column for each word.
   *
   * @param texts the texts
   * @param mode {@code "binary"}: 1 for words that occur; {@code "count"}: how often; {@code
   *     "freq"}: as a share of the text; {@code "tfidf"}: more for what is rare elsewhere
   * @return an array {@code [texts, numWords]}
   */
  public INDArray textsToMatrix(Collection<String> texts, String mode) {
    return sequencesToMatrix(textsToSequences(texts), mode);
  }

  /**
   * Makes lists of numbers rows of an array, with a column for each number.
   *
   * @param sequences lists of numbers
   * @param mode as for {@link #textsToMatrix}
   * @return an array {@code [sequences, numWords]}
   * @throws IllegalStateException if the width is unknown, or {@code "tfidf"} has no counts
   */
  public INDArray sequencesToMatrix(Collection<int[]> sequences, String mode) {
    if (!MODES.contains(mode)) {
      throw Fault.of("Tokenizer")
          .expected("mode must be one of %s", MODES)
          .received("\"%s\"", mode)
          .remedy("Choose one.")
          .argument();
    }
    int width = width();
    if (mode.equals("tfidf") && documentCount == 0) {
      throw Fault.of("Tokenizer")
          .expected("\"tfidf\" needs counts of documents")
          .received("none")
          .remedy("Call fitOnTexts or fitOnSequences first.")
          .state();
    }
    float[] values = new float[JavaHeap.length(Float.BYTES, "Tokenizer", sequences.size(), width)];
    int row = 0;
    for (int[] sequence : sequences) {
      fill(values, row++ * width, width, sequence, mode);
    }
    return Nd4j.create(values, new long[] {sequences.size(), width}, 'c');
  }

  private int width() {
    Integer limit = numWords;
    if (limit != null) {
      return limit;
    }
    if (wordIndex.isEmpty()) {
      throw Fault.of("Tokenizer")
          .expected("the number of columns must be known")
          .received("neither numWords nor texts")
          .remedy("Set numWords, or call fitOnTexts first.")
          .state();
    }
    return wordIndex.size() + 1;
  }

  private void fill(float[] values, int from, int width, int[] sequence, String mode) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int number : sequence) {
      counts.merge(number, 1, Integer::sum);
    }
    counts.forEach(
        (number, count) -> {
          if (number >= 0 && number < width) {
            values[from + number] = (float) weight(number, count, sequence.length, mode);
          }
        });
  }

  private double weight(int number, int count, int length, String mode) {
    return switch (mode) {
      case "count" -> count;
      case "freq" -> (double) count / length;
      case "binary" -> 1;
      default ->
          (1 + Math.log(count))
              * Math.log(1 + (double) documentCount / (1 + indexDocs.getOrDefault(number, 0)));
    };
  }

  /**
   * Returns the numbers of all words.
   *
   * @return by word, the most frequent one first
   */
  public Map<String, Integer> wordIndex() {
    return Collections.unmodifiableMap(wordIndex);
  }

  /**
   * Returns how often words occurred.
   *
   * @return by word, in the order in which they were seen
   */
  public Map<String, Integer> wordCounts() {
    return Collections.unmodifiableMap(wordCounts);
  }

  /**
   * Returns in how many texts words occurred.
   *
   * @return by word
   */
  public Map<String, Integer> wordDocs() {
    return Collections.unmodifiableMap(wordDocs);
  }

  /**
   * Returns how many texts were counted.
   *
   * @return their number
   */
  public int documentCount() {
    return documentCount;
  }

  /**
   * Writes settings and words as Keras' {@code Tokenizer.to_json} does.
   *
   * @return the JSON
   */
  public String toJson() {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("num_words", numWords);
    config.put("filters", filters);
    config.put("lower", lower);
    config.put("split", split);
    config.put("char_level", charLevel);
    config.put("oov_token", oovToken);
    config.put("document_count", documentCount);
    config.put("word_counts", text(wordCounts));
    config.put("word_docs", text(wordDocs));
    config.put("index_docs", text(indexDocs));
    Map<Integer, String> words = new LinkedHashMap<>();
    wordIndex.forEach((word, number) -> words.put(number, word));
    config.put("index_word", text(words));
    config.put("word_index", text(wordIndex));
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("class_name", "Tokenizer");
    whole.put("config", config);
    return Json.writeLikePython(Config.config("tokenizer", whole));
  }

  private static String text(Map<?, ?> map) {
    return Json.writeLikePython(Config.config("tokenizer", map));
  }

  /**
   * Reads what {@link #toJson} or Keras wrote.
   *
   * @param json the JSON
   * @return a tokenizer with the same settings and words
   * @throws io.hornbill.files.ModelFormatException if it is no JSON
   */
  public static Tokenizer fromJson(String json) {
    Config config = Json.read(json, "tokenizer").config("config");
    if (config == null) {
      throw Fault.of("Tokenizer")
          .expected("the JSON must have a \"config\"")
          .received("none")
          .remedy("Pass what toJson() gave.")
          .argument();
    }
    Tokenizer tokenizer = new Tokenizer();
    if (config.get("num_words") != null) {
      tokenizer.numWords(config.integer("num_words", 1));
    }
    tokenizer.filters = String.valueOf(config.get("filters"));
    tokenizer.lower = Boolean.TRUE.equals(config.get("lower"));
    tokenizer.split = String.valueOf(config.get("split"));
    tokenizer.charLevel = Boolean.TRUE.equals(config.get("char_level"));
    tokenizer.oovToken = config.get("oov_token") instanceof String word ? word : null;
    tokenizer.documentCount = config.integer("document_count", 0);
    tokenizer.wordCounts.putAll(numbers(config.get("word_counts")));
    tokenizer.wordDocs.putAll(numbers(config.get("word_docs")));
    tokenizer.wordIndex.putAll(numbers(config.get("word_index")));
    numbers(config.get("index_docs"))
        .forEach((number, count) -> tokenizer.indexDocs.put(wordNumber(number), count));
    tokenizer.wordIndex.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(entry -> tokenizer.indexWord.add(entry.getKey()));
    return tokenizer;
  }

  private static int wordNumber(String text) {
    if (!text.matches("-?\\d{1,9}")) {
      throw Fault.of("Tokenizer")
          .expected("a word's number must be a whole number")
          .received("\"%s\"", text)
          .remedy("Pass what toJson() gave.")
          .argument();
    }
    return Integer.parseInt(text);
  }

  private static Map<String, Integer> numbers(@Nullable Object json) {
    Map<String, Integer> result = new LinkedHashMap<>();
    if (json instanceof String text) {
      Config config = Json.read(text, "tokenizer");
      config.asMap().keySet().forEach(name -> result.put(name, config.integer(name, 0)));
    }
    return result;
  }
}
