package io.hornbill.layers.preprocessing;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.data.BatchSource;
import io.hornbill.data.Strings;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Variable;
import io.hornbill.layers.AssetHolder;
import io.hornbill.layers.WeightSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Numbers tokens by a vocabulary, which is given, or learned by {@code adapt}: the most frequent
 * token first.
 *
 * <p>Ids begin with that of the mask, if there is one and ids come out, then follow those of
 * unknown tokens, then the vocabulary. Input of any shape; output of the same shape, or of one axis
 * with a place for each id instead of the last one.
 *
 * @param <T> the layer's own type
 */
public abstract class LookupLayer<T extends LookupLayer<T>> extends ColumnLayer<T>
    implements AssetHolder {
  private static final String FILE = "vocabulary.txt";
  static final Setting<Integer> MAX_TOKENS = optional("max_tokens");
  private static final Setting<Integer> NUM_OOV =
      Setting.integer("num_oov_indices", 1).notNegative().atMost(1 << 20);
  private static final Setting<Boolean> INVERT = Setting.flag("invert", false);
  static final Setting<String> OUTPUT_MODE =
      Encoding.setting(
          Encoding.INT,
          Encoding.INT,
          Encoding.ONE_HOT,
          Encoding.MULTI_HOT,
          Encoding.COUNT,
          Encoding.TF_IDF);
  static final Setting<Boolean> SPARSE = Setting.flag("sparse", false);
  static final Setting<Boolean> PAD = Setting.flag("pad_to_max_tokens", false);
  private static final Setting<List<Double>> IDF_WEIGHTS =
      Setting.of(
          "idf_weights",
          List.<Double>of(),
          (config, k) -> Arrays.stream(config.numbers(k)).boxed().toList(),
          (List<Double> v) -> v.isEmpty() ? null : v);
  static final Setting<Integer> VOCABULARY_SIZE = optional("vocabulary_size");
  private static final Setting<String> OOV_METHOD =
      Setting.choice("oov_method", "floormod", "floormod", "farmhash");

  private final Setting<Optional<String>> maskToken;
  private final Setting<Optional<String>> oovToken;
  private final Setting<List<String>> given;
  private final boolean whole;
  private Vocabulary vocabulary = new Vocabulary(List.of());
  private double[] idf = new double[0];
  private @Nullable Variable idfWeights;

  /** Makes a layer of whole numbers or of strings. */
  LookupLayer(boolean whole, String type, Optional<String> unknown) {
    this.whole = whole;
    maskToken = token("mask_token", Optional.empty(), whole);
    oovToken = token("oov_token", unknown, whole);
    given =
        Setting.of(
            "vocabulary",
            List.<String>of(),
            (Config config, String k) -> config.list(k).stream().map(LookupLayer::text).toList(),
            (List<String> v) -> written(v));
    declare(INVERT, MAX_TOKENS, NUM_OOV, oovToken, maskToken, OUTPUT_MODE, SPARSE, PAD);
    declare(Setting.choice("vocabulary_dtype", type, type), IDF_WEIGHTS, given, VOCABULARY_SIZE);
    declare(OOV_METHOD, Hashes.SALT);
  }

  static Setting<Integer> optional(String key) {
    return Setting.of(key, 0, (config, k) -> config.integer(k, 0), (Integer v) -> v == 0 ? null : v)
        .notNegative();
  }

  private static Setting<Optional<String>> token(
      String key, Optional<String> initial, boolean whole) {
    return Setting.of(
            key,
            initial,
            (Config config, String k) -> Optional.ofNullable(config.get(k)).map(LookupLayer::text),
            (Optional<String> v) ->
                v.isEmpty() ? null : whole ? (Object) Long.valueOf(v.get()) : v.get())
        .nullMeans(Optional.empty());
  }

  private static String text(@Nullable Object token) {
    if (token == null) {
      throw Fault.of("Lookup")
          .expected("each token must be a string or a whole number")
          .received("null")
          .remedy("Leave it out.")
          .argument();
    }
    return token instanceof Number number ? Long.toString(number.longValue()) : token.toString();
  }

  private @Nullable Object written(List<String> tokens) {
    if (tokens.isEmpty()) {
      return null;
    }
    return whole ? tokens.stream().map(Long::valueOf).toList() : tokens;
  }

  /**
   * Sets how many ids there are at most.
   *
   * @param maxTokens mask and unknown ones included; 0 for any number
   */
  public T maxTokens(int maxTokens) {
    return with(MAX_TOKENS, maxTokens);
  }

  /**
   * Sets how many ids unknown tokens have.
   *
   * @param numOovIndices 0 to refuse them, at most 1,048,576; with several an unknown token's id
   *     follows from its hash
   */
  public T numOovIndices(int numOovIndices) {
    return with(NUM_OOV, numOovIndices);
  }

  /**
   * Sets whether ids are turned into tokens.
   *
   * @param invert false by default
   */
  public T invert(boolean invert) {
    return with(INVERT, invert);
  }

  /**
   * Sets the form of the output.
   *
   * @param outputMode {@code "int"}, {@code "one_hot"}, {@code "multi_hot"}, {@code "count"} or
   *     {@code "tf_idf"}
   */
  public T outputMode(String outputMode) {
    return with(OUTPUT_MODE, outputMode);
  }

  /**
   * Sets whether Keras computes sparse tensors; arrays are dense here.
   *
   * @param sparse false by default
   */
  public T sparse(boolean sparse) {
    return with(SPARSE, sparse);
  }

  /**
   * Sets whether the output has a place for each of the most tokens.
   *
   * @param padToMaxTokens false by default
   */
  public T padToMaxTokens(boolean padToMaxTokens) {
    return with(PAD, padToMaxTokens);
  }

  /**
   * Sets what each token counts, for the mode {@code "tf_idf"}.
   *
   * @param idfWeights one number per token of the vocabulary
   */
  public T idfWeights(double... idfWeights) {
    return with(IDF_WEIGHTS, Arrays.stream(idfWeights).boxed().toList());
  }

  /**
   * Sets how unknown whole numbers are told apart.
   *
   * @param oovMethod {@code "floormod"} or {@code "farmhash"}
   */
  public T oovMethod(String oovMethod) {
    return with(OOV_METHOD, oovMethod);
  }

  /**
   * Sets what the hashes of unknown tokens follow from.
   *
   * @param salt one or two numbers, with which SipHash is used
   */
  public T salt(long... salt) {
    return with(Hashes.SALT, Hashes.list(salt));
  }

  final T tokens(List<String> tokens) {
    return with(given, tokens);
  }

  final T size(int size) {
    return with(VOCABULARY_SIZE, size);
  }

  final T mask(@Nullable String token) {
    return with(maskToken, Optional.ofNullable(token));
  }

  final T unknown(String token) {
    return with(oovToken, Optional.of(token));
  }

  /**
   * Sets the vocabulary.
   *
   * @param file a text file in UTF-8 with one token per line; each line is one, as in Keras also
   *     that of unknown tokens
   * @throws java.io.UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if a line is empty, a token comes twice, or there are too many
   */
  public final T vocabulary(Path file) {
    checkTogether();
    take(VocabularyFile.read(owner(), file, whole), new double[0], false);
    return self();
  }

  // The vocabulary.

  @Override
  protected void checkTogether() {
    String mode = get(OUTPUT_MODE);
    if (get(MAX_TOKENS) == 1 || (get(PAD) && get(MAX_TOKENS) <= 0)) {
      throw Fault.of(owner())
          .expected("maxTokens must be at least 2, and be set for padToMaxTokens")
          .received(get(MAX_TOKENS))
          .remedy("Set it.")
          .argument();
    }
    if (get(INVERT) && !mode.equals(Encoding.INT)) {
      throw Fault.of(owner())
          .expected("tokens come out with the mode \"int\" only")
          .received("\"%s\"", mode)
          .remedy("Leave the mode out.")
          .argument();
    }
    if (!get(IDF_WEIGHTS).isEmpty() && !mode.equals(Encoding.TF_IDF)) {
      throw Fault.of(owner())
          .expected("idfWeights need the mode \"tf_idf\"")
          .received("\"%s\"", mode)
          .remedy("Leave them out.")
          .argument();
    }
    boolean plainSalt = whole && get(OOV_METHOD).equals("floormod");
    if (!get(Hashes.SALT).isEmpty() && plainSalt) {
      throw Fault.of(owner())
          .expected("a salt needs the oovMethod \"farmhash\"")
          .received("\"floormod\"")
          .remedy("Set it.")
          .argument();
    }
  }

  private void prepare() {
    checkTogether();
    List<String> tokens = get(given);
    if (vocabulary.size() == 0 && !tokens.isEmpty()) {
      if (get(OUTPUT_MODE).equals(Encoding.TF_IDF) && get(IDF_WEIGHTS).isEmpty()) {
        throw Fault.of(owner())
            .expected("idfWeights must be given with a vocabulary for the mode \"tf_idf\"")
            .received("none")
            .remedy("Give one per token.")
            .argument();
      }
      double[] weights = get(IDF_WEIGHTS).stream().mapToDouble(Double::doubleValue).toArray();
      take(tokens, weights, true);
    }
  }

  private int oovStart() {
    return get(maskToken).isPresent() && get(OUTPUT_MODE).equals(Encoding.INT) ? 1 : 0;
  }

  private int tokenStart() {
    return oovStart() + get(NUM_OOV);
  }

  private List<String> special() {
    List<String> special =
        new ArrayList<>(Collections.nCopies(oovStart(), get(maskToken).orElse("")));
    special.addAll(Collections.nCopies(get(NUM_OOV), get(oovToken).orElse("")));
    return special;
  }

  /**
   * Replaces the vocabulary.
   *
   * @param tokens the tokens, the first id first; with or without those of the mask and of unknown
   *     ones at their start
   * @param idfWeights what each token counts, for the mode {@code "tf_idf"}
   * @throws IllegalArgumentException if a token comes twice, or there are too many
   */
  public final void setVocabulary(List<String> tokens, double... idfWeights) {
    checkTogether();
    take(tokens, idfWeights, true);
  }

  private void take(List<String> tokens, double[] weights, boolean withSpecial) {
    if (tokens.isEmpty()) {
      throw Fault.of(owner())
          .expected("a vocabulary must have tokens")
          .received("none")
          .remedy("Pass one at least.")
          .argument();
    }
    if (!(get(OUTPUT_MODE).equals(Encoding.TF_IDF)
        ? weights.length == tokens.size()
        : weights.length == 0)) {
      throw Fault.of(owner())
          .expected(
              "there must be as many idfWeights as tokens for the mode \"tf_idf\", and none"
                  + " else")
          .received("%s for %s tokens", weights.length, tokens.size())
          .remedy("Set the mode first.")
          .argument();
    }
    List<String> special = special();
    boolean complete =
        withSpecial
            && tokens.size() >= special.size()
            && tokens.subList(0, special.size()).equals(special);
    List<String> plain = complete ? tokens.subList(special.size(), tokens.size()) : tokens;
    checkTokens(plain);
    vocabulary = new Vocabulary(plain);
    if (weights.length > 0) {
      idf(weights, complete ? 0 : special.size());
    }
  }

  private void checkTokens(List<String> tokens) {
    Set<String> seen = new HashSet<>();
    for (String token : tokens) {
      if (!seen.add(token)) {
        throw Fault.of(owner())
            .expected("tokens of a vocabulary must differ")
            .received("\"%s\" twice", token)
            .remedy("Leave one out.")
            .argument();
      }
      if (get(maskToken).equals(Optional.of(token))
          || (get(INVERT) && get(oovToken).equals(Optional.of(token)))) {
        throw Fault.of(owner())
            .expected(
                "the mask and the unknown token must stand at the start of a vocabulary, or not"
                    + " in it")
            .received("\"%s\" after others", token)
            .remedy("Leave it out.")
            .argument();
      }
    }
    int size = tokenStart() + tokens.size();
    if (get(MAX_TOKENS) != 0 && size > get(MAX_TOKENS)) {
      throw Fault.of(owner())
          .expected("there must be at most %s tokens", get(MAX_TOKENS))
          .received(size)
          .remedy("Raise maxTokens.")
          .argument();
    }
  }

  /** Weights of all ids: unknown tokens count as much as the mean of the others. */
  private void idf(double[] weights, int front) {
    double mean = Arrays.stream(weights).average().orElse(0);
    double[] all = new double[depth()];
    Arrays.fill(all, 0, front, mean);
    System.arraycopy(weights, 0, all, front, weights.length);
    idf = all;
    Variable stored = idfWeights;
    if (stored != null && stored.shape().size() == all.length) {
      stored.assign(Nd4j.createFromArray(all).castTo(dataType()));
    }
  }

  /**
   * Returns the vocabulary.
   *
   * @return the tokens by their ids, those of the mask and of unknown ones included
   */
  public final List<String> getVocabulary() {
    return getVocabulary(true);
  }

  /**
   * Returns the vocabulary.
   *
   * @param includeSpecialTokens whether to include the tokens of the mask and of unknown ones
   * @return the tokens in order
   */
  public final List<String> getVocabulary(boolean includeSpecialTokens) {
    prepare();
    List<String> all = new ArrayList<>(includeSpecialTokens ? special() : List.of());
    all.addAll(vocabulary.tokens());
    return all;
  }

  /**
   * Counts the ids.
   *
   * @return the size of the vocabulary with the mask and unknown tokens
   */
  public final int vocabularySize() {
    prepare();
    return tokenStart() + vocabulary.size();
  }

  private int depth() {
    if (get(PAD)) {
      return get(MAX_TOKENS);
    }
    int known = vocabulary.size() > 0 ? tokenStart() + vocabulary.size() : get(VOCABULARY_SIZE);
    if (known <= 0) {
      throw Fault.of(owner())
          .expected(
              "the vocabulary must be known before the layer is used with the mode \"%s\"",
              get(OUTPUT_MODE))
          .received("none")
          .remedy("Give it, or call adapt.")
          .argument();
    }
    return known;
  }

  // Learning.

  /**
   * Learns the vocabulary.
   *
   * @param data tokens: an array of whole numbers, or of strings as {@code Strings.encode} gives
   *     them; along its first axis are documents
   * @throws IllegalStateException if a vocabulary was given
   */
  public final void adapt(INDArray data) {
    TokenCounts counts = begin();
    count(counts, data);
    finish(counts);
  }

  /**
   * Learns the vocabulary in one pass.
   *
   * @param source batches whose first input is tokens
   * @throws IllegalStateException if a vocabulary was given
   */
  public final void adapt(BatchSource source) {
    TokenCounts counts = begin();
    Samples.forEach(source, batch -> count(counts, batch));
    finish(counts);
  }

  private void count(TokenCounts counts, INDArray data) {
    Column column = Column.of(data, !whole);
    int rows = (int) Math.max(1, column.shape().rank() == 0 ? 1 : column.shape().dim(0));
    int length = column.size() / rows;
    for (int row = 0; row < rows; row++) {
      List<String> document = new ArrayList<>();
      for (int i = row * length; i < (row + 1) * length; i++) {
        document.add(column.text(i));
      }
      counts.add(document);
    }
  }

  final TokenCounts begin() {
    checkTogether();
    if (!get(given).isEmpty()) {
      throw Fault.of(owner())
          .expected("adapt learns the vocabulary")
          .received("a layer whose vocabulary was given")
          .remedy("Leave one of both out.")
          .state();
    }
    return new TokenCounts();
  }

  final void finish(TokenCounts counts) {
    get(maskToken).ifPresent(counts::remove);
    get(oovToken).ifPresent(counts::remove);
    if (counts.isEmpty()) {
      return;
    }
    List<String> tokens = counts.ordered(whole);
    if (get(MAX_TOKENS) > 0) {
      int most = Math.max(0, get(MAX_TOKENS) - tokenStart());
      tokens = tokens.subList(0, Math.min(most, tokens.size()));
    }
    vocabulary = new Vocabulary(tokens);
    if (get(OUTPUT_MODE).equals(Encoding.TF_IDF)) {
      idf(tokens.stream().mapToDouble(counts::inverseDocumentFrequency).toArray(), tokenStart());
    }
  }

  // Computing.

  @Override
  public final boolean readsStrings() {
    return !whole && !get(INVERT);
  }

  @Override
  final boolean givesStrings() {
    return get(INVERT) && !whole;
  }

  @Override
  final Shape outputShape(List<Shape> inputs) {
    prepare();
    String mode = get(OUTPUT_MODE);
    return Encoding.shape(mode, inputs.get(0), mode.equals(Encoding.INT) ? 0 : depth());
  }

  @Override
  final Shape plannedShape(List<Shape> inputs, List<Integer> bytes) {
    Shape shape = outputShape(inputs);
    if (!givesStrings()) {
      return shape;
    }
    List<String> longest = new ArrayList<>(getVocabulary());
    longest.add("");
    return shape.append(Strings.encode(longest).size(2));
  }

  @Override
  protected final void build(Shape input) {
    prepare();
    if (get(OUTPUT_MODE).equals(Encoding.TF_IDF)) {
      Variable stored =
          addWeight("idf_weights", Shape.of(depth()), WeightSettings.of("zeros").trainable(false));
      idfWeights = stored;
      if (idf.length > 0) {
        stored.assign(Nd4j.createFromArray(idf).castTo(dataType()));
      }
    }
  }

  @Override
  final Column transform(List<Column> inputs) {
    prepare();
    Column in = inputs.get(0);
    if (get(INVERT)) {
      return inverse(in);
    }
    double[] ids = new double[in.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = id(in.text(i));
    }
    return encode(Column.of(in.shape(), ids));
  }

  /** What ids become by the output mode. */
  final Column encode(Column ids) {
    String mode = get(OUTPUT_MODE);
    if (mode.equals(Encoding.INT)) {
      return ids;
    }
    Column counts = Encoding.encode(mode, ids, depth());
    if (mode.equals(Encoding.TF_IDF)) {
      double[] weights = tokenWeights();
      for (int i = 0; i < counts.values().length; i++) {
        counts.values()[i] *= weights[i % weights.length];
      }
    }
    return counts;
  }

  private double[] tokenWeights() {
    Variable stored = idfWeights;
    if (stored != null) {
      return stored.value().castTo(DataType.DOUBLE).dup('c').data().asDouble();
    }
    if (idf.length <= 0) {
      throw Fault.of(owner())
          .expected("weights of tokens must be known for the mode \"tf_idf\"")
          .received("none")
          .remedy("Give them, or call adapt.")
          .argument();
    }
    return idf;
  }

  /** The id of a token; -1 for what counts for nothing. */
  final int id(String token) {
    if (get(maskToken).equals(Optional.of(token))) {
      return get(OUTPUT_MODE).equals(Encoding.INT) ? 0 : -1;
    }
    int place = vocabulary.place(token);
    if (place >= 0) {
      return tokenStart() + place;
    }
    int unknown = get(NUM_OOV);
    if (unknown <= 0) {
      throw Fault.of(owner())
          .expected("with numOovIndices 0 all tokens must be in the vocabulary")
          .received("\"%s\"", token)
          .remedy("Set numOovIndices to 1.")
          .argument();
    }
    if (unknown == 1) {
      return oovStart();
    }
    return oovStart()
        + (whole && get(OOV_METHOD).equals("floormod")
            ? (int) Math.floorMod(Long.parseLong(token), (long) unknown)
            : (int) Hashes.bin(token, get(Hashes.SALT), unknown));
  }

  private Column inverse(Column ids) {
    if (ids.isStrings()) {
      throw Fault.of(owner())
          .expected("with invert the input must be numbers, the ids of tokens")
          .received("strings")
          .remedy("Leave invert out, or give ids.")
          .argument();
    }
    List<String> all = getVocabulary();
    String unknown = get(oovToken).orElse("");
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      int id = (int) ids.values()[i];
      tokens.add(id >= 0 && id < all.size() ? all.get(id) : unknown);
    }
    return whole
        ? Column.of(ids.shape(), tokens.stream().mapToDouble(Double::parseDouble).toArray())
        : Column.of(ids.shape(), tokens);
  }

  // Files.

  @Override
  public Config config() {
    Config config = super.config();
    int size = vocabulary.size() > 0 ? tokenStart() + vocabulary.size() : get(VOCABULARY_SIZE);
    return size == 0 ? config : config.with("vocabulary_size", size);
  }

  @Override
  public final List<Variable> storedVariables() {
    return ownVariables();
  }

  @Override
  public final Map<String, String> assets() {
    return get(given).isEmpty() && vocabulary.size() > 0
        ? Map.of(FILE, String.join("\n", getVocabulary()))
        : Map.of();
  }

  @Override
  public final Config learned() {
    if (vocabulary.size() == 0 || !get(given).isEmpty()) {
      return new Config();
    }
    Config settings = new Config().with("vocabulary", written(getVocabulary()));
    Variable stored = idfWeights;
    double[] weights = stored == null ? idf : stored.value().toDoubleVector();
    int known = getVocabulary().size();
    return weights.length < known || weights.length == 0
        ? settings
        : settings.with("idf_weights", Arrays.stream(weights).limit(known).boxed().toList());
  }

  @Override
  public final void readAssets(Map<String, String> files) {
    String text = files.get(FILE);
    if (text != null && get(given).isEmpty()) {
      List<String> lines = new ArrayList<>(text.lines().toList());
      while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
        lines.remove(lines.size() - 1);
      }
      List<String> special = special();
      boolean complete =
          lines.size() >= special.size() && lines.subList(0, special.size()).equals(special);
      vocabulary = new Vocabulary(complete ? lines.subList(special.size(), lines.size()) : lines);
    }
  }
}
