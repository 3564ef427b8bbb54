package io.hornbill.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.data.Strings;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Normalization;
import io.hornbill.layers.Rescaling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Models with vocabularies that Hornbill saved give the same outputs in real Keras, and those that
 * Keras saves of them the same here. Runs where {@code HORNBILL_PYTHON} is a Python that has Keras
 * and TensorFlow.
 */
class PreprocessingExchangeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> WORDS = List.of("ant", "bee", "cat", "bee", "bee", "cat");
  private static final List<String> ASKED = List.of("bee", "dog", "cat", "ant");
  private static final List<String> TEXTS =
      List.of("The bee, and the cat!", "A cat.", "Bee bee ANT", "the end of the-bee");
  private static final List<Long> NUMBERS = List.of(7L, 12L, 7L, -3L);

  @TempDir Path folder;
  private final List<Map<String, Object>> cases = new ArrayList<>();

  private void text(String name, TextVectorization layer) {
    layer.adapt(TEXTS);
    strings(name, layer, TEXTS);
  }

  private void strings(String name, Layer layer, List<String> values) {
    add(name, new Sequential().add(new Input(1).strings()).add(layer), List.of(values));
  }

  private void numbers(String name, Layer layer, List<? extends Number> values) {
    add(name, new Sequential().add(new Input(1)).add(layer), List.of(values));
  }

  private void add(String name, Model model, List<List<?>> inputs) {
    INDArray out = predict(model, inputs);
    model.save(folder.resolve(name + ".keras"));
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("name", name);
    one.put("inputs", inputs);
    one.put("output", out.castTo(DataType.DOUBLE).dup('c').data().asDouble());
    one.put("shape", out.shape());
    cases.add(one);
  }

  @SuppressWarnings("unchecked")
  private static INDArray predict(Model model, List<List<?>> inputs) {
    if (inputs.size() == 1) {
      return inputs.get(0).get(0) instanceof String
          ? model.predict((List<String>) inputs.get(0))
          : model.predict(column((List<Number>) inputs.get(0)));
    }
    List<INDArray> arrays = new ArrayList<>();
    for (List<?> values : inputs) {
      arrays.add(
          values.get(0) instanceof String
              ? Strings.encode((List<String>) values)
              : column((List<Number>) values));
    }
    return model.predict(arrays).get(0);
  }

  private static INDArray column(List<Number> values) {
    double[] numbers = values.stream().mapToDouble(Number::doubleValue).toArray();
    return Nd4j.createFromArray(numbers).castTo(DataType.FLOAT).reshape(numbers.length, 1);
  }

  private void lookups() {
    for (String mode : List.of("int", "one_hot", "multi_hot", "count", "tf_idf")) {
      StringLookup lookup = new StringLookup().outputMode(mode);
      lookup.adapt(WORDS);
      strings("string_" + mode, lookup, ASKED);
      IntegerLookup ids = new IntegerLookup().outputMode(mode);
      ids.adapt(Nd4j.createFromArray(new float[] {7, 7, 12, 5}));
      numbers("integer_" + mode, ids, NUMBERS);
      if (!mode.equals("one_hot")) { // ragged in Keras
        text("text_" + mode, new TextVectorization().outputMode(mode));
      }
    }
    StringLookup masked = new StringLookup().maskToken("").numOovIndices(2).maxTokens(9);
    masked.adapt(WORDS);
    strings("string_masked", masked, ASKED);
    strings("string_given", new StringLookup().vocabulary("cat", "ant"), ASKED);
    strings(
        "string_without_unknown",
        new StringLookup().vocabulary("cat", "ant", "bee", "dog").numOovIndices(0),
        ASKED);
    strings("hashing", new Hashing(7), ASKED);
    strings("hashing_salt", new Hashing(7).salt(11), ASKED);
    strings("hashing_mask", new Hashing(7).maskValue("dog"), ASKED);
    numbers("hashing_numbers", new Hashing(5), NUMBERS);
  }

  private void texts() {
    text("text_length", new TextVectorization().outputSequenceLength(3).maxTokens(4));
    text("text_lower", new TextVectorization().standardize("lower"));
    text("text_strip", new TextVectorization().standardize("strip_punctuation"));
    text("text_plain", new TextVectorization().withoutStandardize());
    text("text_characters", new TextVectorization().split("character"));
    text("text_pairs", new TextVectorization().ngrams(2).outputMode("count"));
    text(
        "text_padded",
        new TextVectorization().maxTokens(30).padToMaxTokens(true).outputMode("count"));
    TextFunctions.registerStandardize(
        "exchange>plain", t -> t.toLowerCase(Locale.ROOT).replace("-", " "));
    TextFunctions.registerSplit("exchange>commas", t -> List.of(t.split(",", -1)));
    text("text_function", new TextVectorization().standardize("exchange>plain"));
    text("text_split", new TextVectorization().withoutStandardize().split("exchange>commas"));
  }

  private void columns() {
    Discretization bins = new Discretization().numBins(4);
    bins.adapt(Nd4j.arange(0, 20).castTo(DataType.FLOAT));
    numbers("discretization", bins, List.of(-1.0, 3.5, 9.0, 40.0));
    numbers(
        "boundaries",
        new Discretization().binBoundaries(0, 5).outputMode("one_hot"),
        List.of(-1.0, 0.0, 5.5, 3.0));
    Normalization normal = new Normalization();
    normal.adapt(Nd4j.createFromArray(new float[][] {{1}, {4}, {-3}}));
    numbers("normalization", normal, List.of(1.0, 2.0, 3.0, 0.5));
    Normalization learned = new Normalization();
    learned.adapt(Nd4j.createFromArray(new float[][] {{1}, {4}, {-3}}));
    numbers("pipeline", new Pipeline(learned, new Rescaling(2)), List.of(1.0, 2.0, 3.0, 0.5));
    numbers("rescaling", new Rescaling(new double[] {0.5, 1}), List.of(1.0, 2.0, 3.0, 0.5));
    numbers("category", new CategoryEncoding(5).outputMode("one_hot"), List.of(0, 4, 2, 1));
    Tensor a = Input.strings("a", 1);
    Tensor b = Input.strings("b", 1);
    add(
        "crossing",
        new Model(List.of(a, b), List.of(new HashedCrossing(6).outputMode("one_hot").apply(a, b))),
        List.of(ASKED, TEXTS));
    FeatureSpace space =
        new FeatureSpace()
            .feature("animal", Feature.stringCategorical())
            .feature("size", Feature.floatNormalized())
            .feature("legs", Feature.integerCategorical())
            .feature("bin", Feature.floatDiscretized(3))
            .feature("hash", Feature.stringHashed(4))
            .cross(8, "animal", "hash");
    Map<String, List<?>> table = new LinkedHashMap<>();
    table.put("animal", ASKED);
    table.put("size", List.of(1.5, 2.0, -1.0, 4.0));
    table.put("legs", List.of(6, 4, 4, 6));
    table.put("bin", List.of(0.1, 0.5, 0.9, 0.3));
    table.put("hash", TEXTS);
    space.adapt(table);
    Model model = new Model(space.inputs(), List.of(space.encoded()));
    add("feature_space", model, List.copyOf(table.values()));
  }

  @Test
  void opensInRealKerasWithTheSameOutputsAndComesBack() throws Exception {
    String python = System.getenv("HORNBILL_PYTHON");
    assumeTrue(python != null, "HORNBILL_PYTHON is not set");
    assumeTrue(
        new ProcessBuilder(python, "-c", "import keras, tensorflow").start().waitFor() == 0,
        "there is no TensorFlow");
    lookups();
    texts();
    columns();
    Files.writeString(folder.resolve("cases.json"), JSON.writeValueAsString(cases));
    Path log = folder.resolve("check.log");
    int status =
        new ProcessBuilder(python, "src/test/python/check_exchange.py", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(status).as(Files.readString(log)).isZero();
    JsonNode report = JSON.readTree(folder.resolve("report.json").toFile());
    assertThat(report).as(report.toPrettyString()).isEmpty();
    for (Map<String, Object> one : cases) {
      comesBack(one);
    }
  }

  @SuppressWarnings("unchecked")
  private void comesBack(Map<String, Object> one) {
    try (Model again = Model.load(folder.resolve(one.get("name") + ".again.keras"))) {
      double[] out =
          predict(again, (List<List<?>>) one.get("inputs"))
              .castTo(DataType.DOUBLE)
              .dup('c')
              .data()
              .asDouble();
      double[] expected = (double[]) one.get("output");
      for (int i = 0; i < expected.length; i++) {
        assertThat(out[i]).as("%s %s", one.get("name"), i).isCloseTo(expected[i], within(2e-5));
      }
    }
  }

  @Test
  void soundsOfSeveralChannelsAreTakenOneByOne() {
    Nd4j.getRandom().setSeed(3);
    INDArray sounds = Nd4j.rand(DataType.FLOAT, 2, 3, 100);
    INDArray all = new Sequential(new Input(3, 100), mel()).predict(sounds);
    INDArray rows = new Sequential(new Input(100), mel()).predict(sounds.reshape(6, 100));
    assertThat(all.shape()).containsExactly(2, 3, 4, 7);
    assertThat(all.reshape(6, 4, 7)).isEqualTo(rows);
  }

  private static MelSpectrogram mel() {
    return new MelSpectrogram().fftLength(32).sequenceStride(16).numMelBins(4).window("none");
  }

  /** Blackman's window of five is 0, 0.34, 1, 0.34, 0: 0.42 - 0.5 cos(a) + 0.08 cos(2 a). */
  @Test
  void framesHaveTheWindowsOfSciPy() {
    STFTSpectrogram layer =
        new STFTSpectrogram()
            .mode("real")
            .frameLength(5)
            .frameStep(5)
            .fftLength(8)
            .window("blackman")
            .scaling("none");
    INDArray y = new Sequential(new Input(5, 1), layer).predict(Nd4j.ones(DataType.FLOAT, 1, 5, 1));
    assertThat(y.getDouble(0, 0, 0)).isCloseTo(1.68, within(1e-6));
  }

  @Test
  void savesFunctionsByTheNamesThatTheyWereRegisteredBy() {
    TextFunctions.registerStandardize("exchange>shout", t -> t.toUpperCase(Locale.ROOT));
    TextFunctions.registerSplit("exchange>bars", t -> List.of(t.split("\\|", -1)));
    TextVectorization layer =
        new TextVectorization().standardize("exchange>shout").split("exchange>bars");
    layer.adapt(List.of("a|b", "b c"));
    Path file = folder.resolve("named.keras");
    new Sequential().add(new Input(1).strings()).add(layer).save(file);
    Model again = Model.load(file);

    assertThat(layer.getVocabulary()).containsExactlyInAnyOrder("", "[UNK]", "A", "B", "B C");
    assertThat(((TextVectorization) again.layers().get(0)).getVocabulary())
        .isEqualTo(layer.getVocabulary());
    assertThat(again.predict(List.of("b|x", "b c")))
        .isEqualTo(
            new Sequential().add(new Input(1).strings()).add(layer).predict(List.of("b|x", "b c")));
    assertThat(layer.config().get("standardize"))
        .isEqualTo(
            Map.of(
                "module", "builtins",
                "class_name", "function",
                "config", "exchange>shout",
                "registered_name", "function"));
  }

  @Test
  void refusesToSaveFunctionsWithoutANameAndToReadUnknownOnes() {
    TextVectorization layer =
        new TextVectorization().standardize((String t) -> t).vocabulary("a", "b");
    Sequential model = new Sequential().add(new Input(1).strings()).add(layer);

    assertThatThrownBy(() -> model.save(folder.resolve("none.keras")))
        .hasStackTraceContaining(
            "a function given to standardize must be registered to be saved. Received: one without"
                + " a name. Call TextFunctions.registerStandardize before.");
    assertThatThrownBy(() -> new TextVectorization().split("exchange>nobody"))
        .hasMessageContaining("or registered. Received: \"exchange>nobody\"");
    assertThatThrownBy(() -> TextFunctions.registerSplit("bare", t -> List.of(t)))
        .hasMessageContaining("names must be a package and a name. Received: \"bare\"");
  }
}
