package io.hornbill.layers.preprocessing;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.JavaHeap;
import io.hornbill.base.Setting;
import io.hornbill.data.BatchSource;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Variable;
import io.hornbill.layers.AssetHolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Turns strings into the numbers of their words.
 *
 * <p>Input {@code [batch]} or {@code [batch, 1]} strings. Output ids {@code [batch, words]}, filled
 * up by zeros, or {@code [batch, vocabulary]} of ones, counts or TF-IDF weights.
 *
 * <pre>{@code
 * TextVectorization words = new TextVectorization().maxTokens(20_000).outputSequenceLength(200);
 * words.adapt(reviews);
 * var model = new Sequential().add(new Input(1).strings()).add(words).add(new Embedding(20_000, 64));
 * }</pre>
 */
public final class TextVectorization extends ColumnLayer<TextVectorization> implements AssetHolder {
  private static final Setting<Optional<String>> STANDARDIZE =
      named(
          "standardize",
          "lower_and_strip_punctuation",
          "lower_and_strip_punctuation",
          "lower",
          "strip_punctuation");
  private static final Setting<Optional<String>> SPLIT =
      named("split", "whitespace", "whitespace", "character");
  private static final int MOST_NGRAMS = 1024;
  private static final Setting<List<Integer>> NGRAMS =
      Setting.of(
          "ngrams",
          List.<Integer>of(),
          (config, k) ->
              config.get(k) instanceof Number
                  ? upTo(config.integers(k)[0])
                  : Arrays.stream(config.integers(k)).boxed().toList(),
          (List<Integer> v) -> v.isEmpty() ? null : v.equals(upTo(v.size())) ? v.size() : v);
  private static final Setting<Integer> LENGTH = LookupLayer.optional("output_sequence_length");
  private static final Setting<Boolean> RAGGED = Setting.flag("ragged", false);

  private final StringLookup lookup = addLayer("_lookup_layer", new StringLookup().maskToken(""));
  private @Nullable UnaryOperator<String> ownStandardize;
  private @Nullable Function<String, List<String>> ownSplit;

  /** Makes a layer that leaves out punctuation and capitals and splits at white space. */
  public TextVectorization() {
    declare(STANDARDIZE, SPLIT, NGRAMS, LENGTH, RAGGED);
    declare(LookupLayer.MAX_TOKENS, LookupLayer.OUTPUT_MODE, LookupLayer.PAD, LookupLayer.SPARSE);
    declare(VOCABULARY, IDF_WEIGHTS, ENCODING, LookupLayer.VOCABULARY_SIZE);
  }

  private static final Setting<List<String>> VOCABULARY =
      Setting.of(
          "vocabulary",
          List.<String>of(),
          (Config config, String k) -> config.list(k).stream().map(String::valueOf).toList(),
          (List<String> v) -> v.isEmpty() ? null : v);
  private static final Setting<List<Double>> IDF_WEIGHTS =
      Setting.of(
          "idf_weights",
          List.<Double>of(),
          (config, k) -> Arrays.stream(config.numbers(k)).boxed().toList(),
          (List<Double> v) -> v.isEmpty() ? null : v);
  private static final Setting<String> ENCODING = Setting.string("encoding", "utf-8");

  /** A name, or that of a function that was registered. */
  private static String name(Config config, String key, String initial) {
    Object value = config.get(key);
    if (value instanceof Map || value instanceof Config) {
      Config function = config.nested(key, value);
      return function.text("config", initial);
    }
    return config.text(key, initial);
  }

  private static Object written(String name, List<String> names) {
    if (names.contains(name)) {
      return name;
    }
    Map<String, Object> function = new LinkedHashMap<>();
    function.put("module", "builtins");
    function.put("class_name", "function");
    function.put("config", name);
    function.put("registered_name", "function");
    return function;
  }

  private static Setting<Optional<String>> named(String key, String initial, String... known) {
    List<String> names = List.of(known);
    return Setting.of(
            key,
            Optional.of(initial),
            (Config config, String k) -> Optional.of(name(config, k, initial)),
            (Optional<String> v) -> v.map(name -> written(name, names)).orElse(null))
        .nullMeans(Optional.empty())
        .check(
            names + " or nothing",
            (owner, name, v) -> {
              if (!v.isEmpty()
                  && !names.contains(v.get())
                  && !TextFunctions.isKnown(key, v.get())) {
                throw Fault.of(owner)
                    .expected("%s must be one of %s, or registered", name, names)
                    .received("\"%s\"", v.orElse(""))
                    .remedy("Choose one, or register the function by TextFunctions.")
                    .argument();
              }
            });
  }

  /**
   * Sets how many ids there are at most.
   *
   * @param maxTokens mask and unknown words included; 0 for any number
   */
  public TextVectorization maxTokens(int maxTokens) {
    return with(LookupLayer.MAX_TOKENS, maxTokens);
  }

  /**
   * Sets how strings are standardized before they are split.
   *
   * @param standardize {@code "lower_and_strip_punctuation"}, {@code "lower"} or {@code
   *     "strip_punctuation"}, or the name of a function that {@link TextFunctions} knows
   */
  public TextVectorization standardize(String standardize) {
    return with(STANDARDIZE, Optional.of(standardize));
  }

  /**
   * Sets where strings are split.
   *
   * @param split {@code "whitespace"}, {@code "character"}, or the name of a function that {@link
   *     TextFunctions} knows
   */
  public TextVectorization split(String split) {
    return with(SPLIT, Optional.of(split));
  }

  /**
   * Sets whether words that follow one another count together.
   *
   * @param ngrams up to how many words do, at most 1024
   */
  public TextVectorization ngrams(int ngrams) {
    return with(NGRAMS, upTo(ngrams));
  }

  private static List<Integer> upTo(int ngrams) {
    if (ngrams > MOST_NGRAMS) {
      throw Fault.of("TextVectorization")
          .expected("ngrams must be at most %s", MOST_NGRAMS)
          .received(ngrams)
          .remedy("Give less.")
          .argument();
    }
    return IntStream.rangeClosed(1, ngrams).boxed().toList();
  }

  /**
   * Sets which numbers of words that follow one another count together.
   *
   * @param ngrams the numbers themselves: an array of 2 alone for pairs and no single words
   */
  public TextVectorization ngrams(int... ngrams) {
    return with(NGRAMS, list(ngrams));
  }

  /**
   * Sets the form of the output.
   *
   * @param outputMode {@code "int"}, {@code "multi_hot"}, {@code "count"} or {@code "tf_idf"}
   */
  public TextVectorization outputMode(String outputMode) {
    return with(LookupLayer.OUTPUT_MODE, outputMode);
  }

  /**
   * Sets how many ids come out.
   *
   * @param outputSequenceLength longer ones are cut; 0 for as many as the longest one has
   */
  public TextVectorization outputSequenceLength(int outputSequenceLength) {
    return with(LENGTH, outputSequenceLength);
  }

  /**
   * Sets whether the output has a place for each of the most tokens.
   *
   * @param padToMaxTokens false by default
   */
  public TextVectorization padToMaxTokens(boolean padToMaxTokens) {
    return with(LookupLayer.PAD, padToMaxTokens);
  }

  /**
   * Sets whether Keras computes sparse tensors; arrays are dense here.
   *
   * @param sparse false by default
   */
  public TextVectorization sparse(boolean sparse) {
    return with(LookupLayer.SPARSE, sparse);
  }

  /**
   * Sets whether Keras gives rows of their own lengths; rows are filled up here.
   *
   * @param ragged false by default
   */
  public TextVectorization ragged(boolean ragged) {
    return with(RAGGED, ragged);
  }

  /**
   * Sets the vocabulary.
   *
   * @param vocabulary the words, the first id first
   */
  public TextVectorization vocabulary(String... vocabulary) {
    return with(VOCABULARY, List.of(vocabulary));
  }

  /**
   * Gives the vocabulary instead of learning it.
   *
   * @param tokens the tokens, the first one with the least id
   */
  public TextVectorization vocabulary(List<String> tokens) {
    return vocabulary(tokens.toArray(String[]::new));
  }

  /**
   * Sets what each word counts, for the mode {@code "tf_idf"}.
   *
   * @param idfWeights one number per word of the vocabulary
   */
  public TextVectorization idfWeights(double... idfWeights) {
    return with(IDF_WEIGHTS, Arrays.stream(idfWeights).boxed().toList());
  }

  /**
   * Sets in which encoding Keras reads its vocabulary back. Files keep it; the strings of Java, as
   * those that Keras looks up, have none.
   *
   * @param encoding such as {@code "latin-1"}; {@code "utf-8"} by default
   */
  public TextVectorization encoding(String encoding) {
    return with(ENCODING, encoding);
  }

  /** Does not standardize the strings: Keras' {@code standardize=None}. */
  public TextVectorization withoutStandardize() {
    return with(STANDARDIZE, Optional.empty());
  }

  /**
   * Takes strings as words that were split before, {@code [batch, words]}: Keras' {@code
   * split=None}.
   */
  public TextVectorization withoutSplit() {
    return with(SPLIT, Optional.empty());
  }

  /**
   * Sets how strings are standardized before they are split. A model is saved only if the function
   * is registered by {@link TextFunctions}.
   *
   * @param function maps a string to a string
   */
  public TextVectorization standardize(UnaryOperator<String> function) {
    requireNotBuilt("standardize");
    ownStandardize = function;
    return TextFunctions.nameOf(function).map(this::standardize).orElse(this);
  }

  /**
   * Sets how strings are split. A model is saved only if the function is registered by {@link
   * TextFunctions}.
   *
   * @param function splits a string into words
   */
  public TextVectorization split(Function<String, List<String>> function) {
    requireNotBuilt("split");
    ownSplit = function;
    return TextFunctions.nameOf(function).map(this::split).orElse(this);
  }

  /**
   * Sets the vocabulary.
   *
   * @param file a text file in UTF-8 with one word per line
   * @throws java.io.UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if a line is empty, or a word comes twice
   */
  public TextVectorization vocabulary(Path file) {
    prepare();
    lookup.vocabulary(file);
    return this;
  }

  // The vocabulary.

  private StringLookup prepare() {
    if (!lookup.isBuilt()) {
      lookup.maxTokens(get(LookupLayer.MAX_TOKENS));
      lookup.outputMode(get(LookupLayer.OUTPUT_MODE));
      lookup.padToMaxTokens(get(LookupLayer.PAD));
      lookup.idfWeights(get(IDF_WEIGHTS).stream().mapToDouble(Double::doubleValue).toArray());
      lookup.tokens(get(VOCABULARY));
      lookup.size(get(LookupLayer.VOCABULARY_SIZE));
    }
    return lookup;
  }

  @Override
  protected void checkTogether() {
    if (get(LENGTH) != 0 && !get(LookupLayer.OUTPUT_MODE).equals(Encoding.INT)) {
      throw Fault.of(owner())
          .expected("outputSequenceLength needs the mode \"int\"")
          .received("\"%s\"", get(LookupLayer.OUTPUT_MODE))
          .remedy("Leave it out.")
          .argument();
    }
  }

  /**
   * Replaces the vocabulary.
   *
   * @param words the words, the first id first
   * @param idfWeights what each word counts, for the mode {@code "tf_idf"}
   */
  public void setVocabulary(List<String> words, double... idfWeights) {
    prepare().setVocabulary(words, idfWeights);
  }

  /**
   * Returns the vocabulary.
   *
   * @return the words by their ids, the mask {@code ""} and {@code "[UNK]"} included
   */
  public List<String> getVocabulary() {
    return prepare().getVocabulary();
  }

  /**
   * Returns the vocabulary.
   *
   * @param includeSpecialTokens whether to include the mask {@code ""} and {@code "[UNK]"}
   * @return the words in order
   */
  public List<String> getVocabulary(boolean includeSpecialTokens) {
    return prepare().getVocabulary(includeSpecialTokens);
  }

  /**
   * Counts the ids.
   *
   * @return the size of the vocabulary with the mask and the unknown word
   */
  public int vocabularySize() {
    return prepare().vocabularySize();
  }

  /**
   * Learns the vocabulary.
   *
   * @param texts the strings
   * @throws IllegalStateException if a vocabulary was given
   */
  public void adapt(Collection<String> texts) {
    TokenCounts counts = prepare().begin();
    texts.forEach(text -> counts.add(words(text)));
    lookup.finish(counts);
  }

  /**
   * Learns the vocabulary; as {@link #adapt(Collection)}.
   *
   * @param texts the strings
   */
  public void adapt(String... texts) {
    adapt(List.of(texts));
  }

  /**
   * Learns the vocabulary in one pass.
   *
   * @param source batches whose first input is strings, as {@code Strings.encode} gives them
   * @throws IllegalStateException if a vocabulary was given
   */
  public void adapt(BatchSource source) {
    TokenCounts counts = prepare().begin();
    Samples.forEach(source, batch -> count(counts, batch));
    lookup.finish(counts);
  }

  private void count(TokenCounts counts, INDArray batch) {
    rows(Column.of(batch, true)).forEach(counts::add);
  }

  // Computing.

  private List<String> words(String text) {
    String standardize = get(STANDARDIZE).orElse("");
    UnaryOperator<String> own =
        ownStandardize != null
            ? ownStandardize
            : TextFunctions.standardize(standardize)
                .orElse(given -> Words.standardized(given, standardize));
    String split = get(SPLIT).orElse("");
    Function<String, List<String>> splitter =
        ownSplit != null
            ? ownSplit
            : TextFunctions.split(split).orElse(given -> Words.split(given, split));
    List<String> words = splitter.apply(own.apply(text));
    return Words.ngrams(words, get(NGRAMS));
  }

  private List<List<String>> rows(Column texts) {
    List<List<String>> rows = new ArrayList<>();
    Shape shape = texts.shape();
    if (isSplit()) {
      if (shape.rank() > 1 && shape.last() != 1) {
        throw Fault.of(owner())
            .expected("strings must have shape [batch] or [batch, 1]")
            .received(shape)
            .remedy("Pass one string per row, or leave out the split.")
            .argument();
      }
      texts.strings().forEach(text -> rows.add(words(text)));
      return rows;
    }
    int length = shape.rank() < 2 ? 1 : (int) shape.last();
    for (int i = 0; i < texts.size(); i += length) {
      List<String> row = new ArrayList<>();
      texts.strings().subList(i, i + length).forEach(text -> row.addAll(words(text)));
      rows.add(row);
    }
    return rows;
  }

  private boolean isSplit() {
    return ownSplit != null || get(SPLIT).isPresent();
  }

  @Override
  public boolean readsStrings() {
    return true;
  }

  @Override
  Shape outputShape(List<Shape> inputs) {
    long batch = inputs.get(0).rank() == 0 ? 1 : inputs.get(0).dim(0);
    if (get(LookupLayer.OUTPUT_MODE).equals(Encoding.INT)) {
      return Shape.of(batch, get(LENGTH) == 0 ? Shape.UNKNOWN : get(LENGTH));
    }
    return prepare().outputShape(List.of(Shape.of(batch, Shape.UNKNOWN)));
  }

  /** There can be as many words as a string has bytes, and half as many between white space. */
  @Override
  Shape plannedShape(List<Shape> inputs, List<Integer> bytes) {
    Shape shape = outputShape(inputs);
    if (shape.last() != Shape.UNKNOWN) {
      return shape;
    }
    int most =
        ownSplit == null && get(SPLIT).equals(Optional.of("whitespace"))
            ? (bytes.get(0) + 1) / 2
            : bytes.get(0);
    return Shape.of(shape.dim(0), (long) most * Math.max(1, get(NGRAMS).size()));
  }

  @Override
  protected void build(Shape input) {
    checkTogether();
    prepare().buildFor(Shape.of(input.dim(0), Shape.UNKNOWN));
  }

  @Override
  Column transform(List<Column> inputs) {
    StringLookup words = prepare();
    List<List<String>> rows = rows(inputs.get(0));
    boolean ids = get(LookupLayer.OUTPUT_MODE).equals(Encoding.INT);
    int longest = rows.stream().mapToInt(List::size).max().orElse(0);
    int length = ids && get(LENGTH) > 0 ? get(LENGTH) : Math.max(1, longest);
    words.getVocabulary();
    double[] values = new double[JavaHeap.length(Double.BYTES, owner(), rows.size(), length)];
    Arrays.fill(values, ids ? 0 : -1);
    for (int row = 0; row < rows.size(); row++) {
      List<String> one = rows.get(row);
      for (int i = 0; i < Math.min(one.size(), length); i++) {
        values[row * length + i] = words.id(one.get(i));
      }
    }
    return words.encode(Column.of(Shape.of(rows.size(), length), values));
  }

  @Override
  public Config config() {
    requireRegistered(ownStandardize, get(STANDARDIZE), "standardize");
    requireRegistered(ownSplit, get(SPLIT), "split");
    Config config = super.config();
    int size = prepare().vocabularySize();
    return config.with("vocabulary_size", size);
  }

  private void requireRegistered(@Nullable Object function, Optional<String> name, String what) {
    if (function != null && !TextFunctions.nameOf(function).equals(name)) {
      throw Fault.of(owner())
          .expected("a function given to %s must be registered to be saved", what)
          .received("one without a name")
          .remedy(
              "Call TextFunctions.register%s before.",
              what.equals("split") ? "Split" : "Standardize")
          .state();
    }
  }

  @Override
  public List<Variable> storedVariables() {
    return lookup.ownVariables();
  }

  @Override
  public Map<String, String> assets() {
    return prepare().assets();
  }

  @Override
  public Config learned() {
    return prepare().learned();
  }

  @Override
  public void readAssets(Map<String, String> files) {
    prepare().readAssets(files);
  }
}
