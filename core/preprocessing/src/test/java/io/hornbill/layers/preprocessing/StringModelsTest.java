package io.hornbill.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.Config;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.data.Strings;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.GlobalAveragePooling1D;
import io.hornbill.layers.Layers;
import io.hornbill.layers.Normalization;
import io.hornbill.layers.Rescaling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Models that begin with strings and columns. */
class StringModelsTest {
  private static final JsonNode FIXTURE = PreprocessingParityTest.read("models.json");
  private static final List<String> TEXTS =
      List.of("a good film", "bad", "good good story", "a bad story of a film");
  private static final INDArray LABELS = Nd4j.createFromArray(new float[][] {{1}, {0}, {1}, {0}});

  @TempDir Path folder;

  private static <T> T json(String field, Class<T> type) {
    return PreprocessingParityTest.JSON.convertValue(FIXTURE.path(field), type);
  }

  private static void assertClose(INDArray actual, double[] expected) {
    double[] values = actual.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(values[i]).as("element %s", i).isCloseTo(expected[i], within(2e-6));
    }
  }

  private static Map<String, Object> columns() {
    return Map.of(
        "text", json("text", List.class),
        "words", json("text", List.class),
        "number", json("number", List.class),
        "value", json("value", List.class));
  }

  /** Vocabulary, numbers and ids of Keras 3.15.1, whose models take {@code int64}. */
  @Test
  void keepsTheDigitsOfWholeNumbersBeforeThePlan() {
    long[][] given = {
      {16777216, 16777217, 16777218, 16777219},
      {(1L << 31) + 1, 1L << 31, (1L << 40) + 3, (1L << 53) - 1}
    };
    double[] ids = {0, 1, 0, 2, 3, 0, 4, 5};
    INDArray x = Nd4j.createFromArray(given);
    IntegerLookup lookup =
        new IntegerLookup().vocabulary(16777217, 16777219, given[1][0], given[1][2], given[1][3]);
    Sequential model = new Sequential(new Input(4), lookup);

    assertClose(model.predict(x), ids);
    assertClose(model.predict(BatchSource.of(List.of(new Batch(x)))), ids);
    assertClose(Nd4j.createFromArray(model.predict(given)), ids);
    IntegerLookup learnt = new IntegerLookup();
    learnt.adapt(BatchSource.of(List.of(new Batch(x))));
    assertThat(learnt.getVocabulary())
        .containsExactly(
            "-1",
            "9007199254740991",
            "1099511627779",
            "2147483649",
            "2147483648",
            "16777219",
            "16777218",
            "16777217",
            "16777216");
  }

  @Test
  void writesNoWindowAndNoScalingAsKerasDoes() {
    Config config = new STFTSpectrogram().window("none").scaling("none").config();

    assertThat(config.asMap()).containsEntry("window", null).containsEntry("scaling", null);
    assertThat(Layers.get("STFTSpectrogram", config).config()).isEqualTo(config);
  }

  /** Bins of Keras 3.15.1 on TensorFlow. */
  @Test
  void saltsHave64Bits() {
    List<String> words = List.of("a", "bcd", "", "ä");
    assertClose(new Hashing(97).salt(1L << 31).transform(words), new double[] {15, 29, 65, 84});
    assertClose(new Hashing(97).salt(1L << 31, 7).transform(words), new double[] {85, 88, 45, 58});
    Hashing greatest = new Hashing(97).salt(Long.MAX_VALUE);
    assertClose(greatest.transform(words), new double[] {62, 62, 34, 27});
    Hashing read = (Hashing) Layers.get("Hashing", greatest.config());
    assertClose(read.transform(words), new double[] {62, 62, 34, 27});
    assertClose(new Hashing(97).salt(-1).transform(words), new double[] {45, 35, 56, 75});
  }

  private Path kerasFile() throws IOException {
    Path file = folder.resolve("columns.keras");
    try (InputStream in = StringModelsTest.class.getResourceAsStream("columns.keras")) {
      Files.copy(Objects.requireNonNull(in), file);
    }
    return file;
  }

  @Test
  void predictsFromColumnsWhatKerasPredicts() throws IOException {
    Model model = Model.load(kerasFile());

    assertClose(model.predict(columns()).get(0), json("predicted", double[].class));
  }

  @Test
  void comesBackFromAFileOfOurOwnWithItsVocabularies() throws IOException {
    Path file = folder.resolve("again.keras");
    Model.load(kerasFile()).save(file);
    Model again = Model.load(file);

    assertClose(again.predict(columns()).get(0), json("predicted", double[].class));
  }

  @Test
  void takesVocabulariesFromTheWeightsOfAFile() throws IOException {
    Path file = kerasFile();
    Model model = Model.load(file);
    INDArray before = model.predict(columns()).get(0);
    model.loadWeights(file);

    assertThat(model.predict(columns()).get(0)).isEqualTo(before);
  }

  private static Sequential classifier(TextVectorization words) {
    Hornbill.seed(3);
    Sequential model =
        new Sequential()
            .add(new Input(1).strings())
            .add(words)
            .add(new Embedding(words.vocabularySize(), 4))
            .add(new GlobalAveragePooling1D())
            .add(new Dense(1).activation("sigmoid"));
    model.compile("rmsprop", "binary_crossentropy", "accuracy");
    return model;
  }

  private static TextVectorization words() {
    TextVectorization words = new TextVectorization();
    words.adapt(TEXTS);
    return words;
  }

  @Test
  void learnsFromTextsAndPredictsForOthers() {
    Sequential model = classifier(words());
    model.optimizer().learningRate(0.05);
    model.fit(TEXTS, LABELS, f -> f.epochs(30).verbose(0));

    assertThat(model.evaluate(TEXTS, LABELS, e -> {}).get("accuracy")).isEqualTo(1);
    INDArray scores = model.predict(List.of("a good one", "what a bad one, bad"));
    assertThat(scores.shape()).isEqualTo(new long[] {2, 1});
    assertThat(scores.getDouble(0, 0)).isGreaterThan(0.5);
    assertThat(scores.getDouble(1, 0)).isLessThan(0.5);
  }

  @Test
  void learnsFromASourceAsFromTexts() {
    Sequential ofTexts = classifier(words());
    Sequential ofSource = classifier(words());
    BatchSource source =
        BatchSource.of(() -> List.of(new Batch(Strings.encode(TEXTS), LABELS)).iterator());
    ofTexts.fit(TEXTS, LABELS, f -> f.epochs(3).shuffle(false).verbose(0));
    ofSource.fit(source, f -> f.epochs(3).verbose(0));

    assertThat(ofSource.predict(TEXTS)).isEqualTo(ofTexts.predict(TEXTS));
    assertThat(ofSource.predict(source)).isEqualTo(ofTexts.predict(TEXTS));
    assertThat(ofSource.evaluate(source).get("loss"))
        .isCloseTo(ofTexts.evaluate(TEXTS, LABELS, e -> {}).get("loss"), within(1e-6));
  }

  @Test
  void splitsTextsOnTheThreadThatReadsAhead() {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    TextVectorization words =
        new TextVectorization()
            .split(
                text -> {
                  threads.add(Thread.currentThread().getName());
                  return List.of(text.split(" "));
                });
    words.adapt(TEXTS);
    Sequential model = classifier(words);
    threads.clear();
    BatchSource source =
        BatchSource.of(() -> List.of(new Batch(Strings.encode(TEXTS), LABELS)).iterator());
    model.fit(source, f -> f.epochs(2).verbose(0));

    assertThat(threads).doesNotContain(Thread.currentThread().getName()).isNotEmpty();
  }

  @Test
  void knowsItsInputByItsFirstLayer() {
    TextVectorization words = words();
    Sequential model = new Sequential(words, new Embedding(words.vocabularySize(), 2));

    assertThat(model.predict(TEXTS).shape()).isEqualTo(new long[] {4, 6, 2});
    assertThat(model.predict(List.of("a")).shape()).isEqualTo(new long[] {1, 1, 2});
  }

  @Test
  void worksWithinAModelWithinAModel() {
    Sequential inner =
        new Sequential(
            new Input(1).strings(),
            new TextVectorization().outputSequenceLength(3).vocabulary("a", "bad"));
    Tensor text = Input.strings("text", 1);
    Model outer = new Model(text, new Rescaling(2).apply(inner.apply(text)));

    assertThat(outer.predict(List.of("a bad x y", "bad")).toString().replaceAll("[\\s\\[\\]]", ""))
        .isEqualTo(outerExpected());
  }

  private static String outerExpected() {
    return Nd4j.createFromArray(new float[][] {{4, 6, 2}, {6, 0, 0}})
        .toString()
        .replaceAll("[\\s\\[\\]]", "");
  }

  @Test
  void joinsLayersInAPipeline() {
    Pipeline pipeline =
        new Pipeline(
            new StringLookup().vocabulary("a", "b"), new CategoryEncoding(3).outputMode("one_hot"));
    Model model = new Sequential(new Input(1).strings(), pipeline);
    Path file = folder.resolve("pipeline.keras");
    model.save(file);
    INDArray expected = Nd4j.createFromArray(new float[][] {{0, 0, 1}, {1, 0, 0}});

    assertThat(model.predict(List.of("b", "x"))).isEqualTo(expected);
    assertThat(model.predict(new String[][] {{"b"}, {"x"}}))
        .isDeepEqualTo(expected.toFloatMatrix());
    String[][] column = {{"b"}, {"x"}};
    assertThat(model.predict(Map.of(model.inputNames().get(0), column)).get(0)).isEqualTo(expected);
    assertThat(Model.load(file).predict(List.of("b", "x"))).isEqualTo(expected);
  }

  @SuppressWarnings("unchecked")
  @Test
  void encodesColumnsOfATableAsKerasDoes() {
    Map<String, Object> table = json("table", Map.class);
    FeatureSpace space =
        new FeatureSpace()
            .feature("age", "float_normalized")
            .feature("height", Feature.floatDiscretized(3))
            .feature("city", "string_categorical")
            .feature("job", Feature.stringHashed(5))
            .feature("kids", Feature.integerCategorical())
            .feature("code", Feature.integerHashed(7))
            .feature("plain", Feature.plainFloat())
            .cross(8, "city", "kids");
    space.adapt(table);
    Model model = new Model(space.inputs(), List.of(space.encoded()));

    INDArray encoded = model.predict(table).get(0);
    assertThat(encoded.size(1)).isEqualTo(FIXTURE.path("width").asLong());
    assertClose(encoded, json("encoded", double[].class));
    Path file = folder.resolve("space.keras");
    model.save(file);
    assertThat(Model.load(file).predict(table).get(0)).isEqualTo(encoded);
  }

  @Test
  void keepsStringsInArrays() {
    List<String> texts = List.of("", "Füße", "a\0b", "x".repeat(17));

    INDArray array = Strings.encode(texts);
    assertThat(array.shape()).isEqualTo(new long[] {4, 1, 32});
    assertThat(Strings.decode(array)).isEqualTo(texts);
    assertThatThrownBy(() -> Strings.encode(Collections.emptyList()))
        .hasMessageStartingWith("Strings: there must be a string for each place. Received: 0");
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> new Sequential(new Input(1).strings(), new Dense(1)))
        .hasMessageMatching(
            "Dense .*: inputs must be numbers. Received: strings. Put a layer that reads strings"
                + " before it, such as StringLookup or TextVectorization.");
    assertThatThrownBy(() -> new StringLookup().vocabulary("a", "a").transform(List.of("a")))
        .hasMessageContaining("tokens of a vocabulary must differ. Received: \"a\" twice.");
    assertThatThrownBy(
            () -> new StringLookup().vocabulary("a").numOovIndices(0).transform(List.of("b")))
        .hasMessageContaining("all tokens must be in the vocabulary. Received: \"b\".");
    assertThatThrownBy(() -> new StringLookup().vocabulary("a").adapt(List.of("b")))
        .hasMessageContaining("adapt learns the vocabulary");
    assertThatThrownBy(() -> new StringLookup().maxTokens(2).vocabulary("a", "b").getVocabulary())
        .hasMessageContaining("there must be at most 2 tokens. Received: 3.");
    assertThatThrownBy(() -> new StringLookup().outputMode("count").transform(List.of("b")))
        .hasMessageContaining("the vocabulary must be known");
    assertThatThrownBy(
            () -> new StringLookup().outputMode("tf_idf").vocabulary("a").transform(List.of("a")))
        .hasMessageContaining("idfWeights must be given with a vocabulary");
    assertThatThrownBy(
            () -> new StringLookup().vocabulary("a").invert(true).transform(List.of("a")))
        .hasMessageContaining("the input must be numbers, the ids of tokens. Received: strings.");
    assertThatThrownBy(() -> new IntegerLookup().vocabulary(1).salt(3).getVocabulary())
        .hasMessageContaining("a salt needs the oovMethod");
    assertThatThrownBy(() -> new Discretization().numBins(3).transform(Nd4j.ones(2)))
        .hasMessageContaining("boundaries must be known before the layer is used");
    assertThatThrownBy(() -> new Discretization().binBoundaries(1).adapt(Nd4j.ones(2)))
        .hasMessageContaining("adapt needs the number of bins");
    assertThatThrownBy(() -> new TextVectorization().standardize("upper"))
        .hasMessageContaining("standardize must be one of");
    assertThatThrownBy(() -> new Normalization().mean(1).variance(1).adapt(Nd4j.ones(2, 1)))
        .hasMessageContaining("adapt learns mean and variance");
    assertThatThrownBy(() -> new FeatureSpace().feature("a", "text"))
        .hasMessageContaining("a column must be of a known kind");
    assertThatThrownBy(() -> new FeatureSpace().cross(3, "a", "b"))
        .hasMessageContaining("a combination must be of columns. Received: \"a\".");
  }

  @Test
  void readsAVocabularyFromAFile() throws IOException {
    Path file = folder.resolve("words.txt");
    Files.writeString(file, "one\ntwo\n");

    assertThat(new StringLookup().vocabulary(file).getVocabulary())
        .containsExactly("[UNK]", "one", "two");
    assertThat(new TextVectorization().vocabulary(file).getVocabulary())
        .containsExactly("", "[UNK]", "one", "two");
  }

  @Test
  void aVocabularyWithoutOneOfItsTokensIsRefused() {
    Config config = new Config().with("vocabulary", Arrays.asList("a", null));
    assertThatThrownBy(() -> Layers.get("StringLookup", config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("each token must be a string or a whole number. Received: null.");
  }

  /** As TensorFlow's table of a file: each line is a token, numbers go without blanks and zeros. */
  @Test
  void readsVocabularyFilesAsKerasDoes() throws IOException {
    assertThat(new StringLookup().vocabulary(written("[UNK]\r\n a\r\nb")).getVocabulary())
        .containsExactly("[UNK]", "[UNK]", " a", "b");
    assertThat(new IntegerLookup().vocabulary(written(" 5\n+7 \n09\n")).getVocabulary())
        .containsExactly("-1", "5", "7", "9");
    refuses(
        "a\n\nb\n",
        "each line of a vocabulary file must have a token. Received: an empty line 2 of");
    refuses("a\nb\na", "tokens of a vocabulary must differ. Received: \"a\" again in line 3 of");
    refuses("", "a vocabulary must have tokens. Received: none. Pass one at least.");
    assertThatThrownBy(() -> new IntegerLookup().vocabulary(written("5\nx")))
        .hasMessageContaining("tokens must be whole numbers. Received: \"x\" in line 2 of \"")
        .hasMessageEndingWith("Mend the line, or use StringLookup.");
    Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xe4});
    assertThatThrownBy(() -> new StringLookup().vocabulary(latin))
        .hasMessageContaining("a vocabulary file must be in UTF-8. Received: other bytes in");
    assertThatThrownBy(() -> new TextVectorization().vocabulary(folder.resolve("none.txt")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("a vocabulary file must be readable. Received: java.nio")
        .hasMessageEndingWith("Check path and permissions.");
  }

  private Path written(String text) throws IOException {
    return Files.writeString(folder.resolve("tokens.txt"), text);
  }

  private void refuses(String text, String message) {
    assertThatThrownBy(() -> new StringLookup().vocabulary(written(text)))
        .hasMessageContaining(message);
  }
}
