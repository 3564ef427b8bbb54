package io.hornbill.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Words and their numbers, against Keras' own. */
class TokenizerTest {
  private static final JsonNode KERAS = read();
  private static final List<String> TEXTS = strings(KERAS.get("texts"));
  private static final List<String> ALL = all();

  static JsonNode read() {
    try (InputStream in = TokenizerTest.class.getResourceAsStream("texts.json")) {
      return new ObjectMapper().readTree(in);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> all() {
    List<String> all = new ArrayList<>(TEXTS);
    all.addAll(strings(KERAS.get("more")));
    return all;
  }

  static List<String> strings(JsonNode list) {
    List<String> result = new ArrayList<>();
    list.forEach(one -> result.add(one.asText()));
    return result;
  }

  static List<List<Integer>> numbers(JsonNode lists) {
    List<List<Integer>> result = new ArrayList<>();
    for (JsonNode list : lists) {
      List<Integer> row = new ArrayList<>();
      list.forEach(number -> row.add(number.asInt()));
      result.add(row);
    }
    return result;
  }

  private static List<List<Integer>> boxed(List<int[]> rows) {
    return rows.stream().map(row -> java.util.Arrays.stream(row).boxed().toList()).toList();
  }

  private static Tokenizer tokenizer(String kind) {
    Tokenizer tokenizer = new Tokenizer();
    switch (kind) {
      case "limited" -> tokenizer.numWords(5);
      case "oov" -> tokenizer.numWords(6).oovToken("[UNK]");
      case "chars" -> tokenizer.charLevel(true);
      case "upper" -> tokenizer.lower(false).filters(".").split(" ");
      default -> {
        // as it is
      }
    }
    return tokenizer.fitOnTexts(TEXTS);
  }

  @Test
  void splitsTextsAsKerasDoes() {
    for (int i = 0; i < TEXTS.size(); i++) {
      assertThat(Texts.toWords(TEXTS.get(i))).isEqualTo(strings(KERAS.get("words").get(i)));
      assertThat(java.util.Arrays.stream(Texts.hash(TEXTS.get(i), 50)).boxed().toList())
          .isEqualTo(numbers(KERAS.get("hash")).get(i));
    }
    assertThat(Texts.toWords("a_b--c", "b", false, "-")).isEqualTo(strings(KERAS.get("split")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "limited", "oov", "chars", "upper"})
  void numbersWordsAsKerasDoes(String kind) {
    JsonNode expected = KERAS.get(kind);
    Tokenizer tokenizer = tokenizer(kind);
    List<int[]> sequences = tokenizer.textsToSequences(ALL);
    assertThat(boxed(sequences)).isEqualTo(numbers(expected.get("sequences")));
    assertThat(tokenizer.sequencesToTexts(sequences)).isEqualTo(strings(expected.get("back")));
    expected
        .get("matrices")
        .fields()
        .forEachRemaining(
            mode -> {
              INDArray matrix = tokenizer.textsToMatrix(ALL, mode.getKey());
              List<Float> values = Passes.numbers(matrix);
              int at = 0;
              for (JsonNode row : mode.getValue()) {
                for (JsonNode value : row) {
                  assertThat(values.get(at++))
                      .as(kind + " " + mode.getKey())
                      .isCloseTo((float) value.asDouble(), Offset.offset(1e-6f));
                }
              }
              assertThat(values).hasSize(at);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "limited", "oov", "chars", "upper"})
  void exchangesItsWordsWithKeras(String kind) {
    String json = KERAS.get(kind).get("json").asText();
    Tokenizer fromKeras = Tokenizer.fromJson(json);
    assertThat(fromKeras.toJson()).as("character by character").isEqualTo(json);
    Tokenizer own = tokenizer(kind);
    for (Tokenizer read : List.of(fromKeras, Tokenizer.fromJson(own.toJson()))) {
      assertThat(read.wordIndex()).isEqualTo(own.wordIndex());
      assertThat(read.wordCounts()).isEqualTo(own.wordCounts());
      assertThat(read.wordDocs()).isEqualTo(own.wordDocs());
      assertThat(read.documentCount()).isEqualTo(TEXTS.size());
      assertThat(boxed(read.textsToSequences(ALL))).isEqualTo(boxed(own.textsToSequences(ALL)));
      assertThat(read.textsToMatrix(ALL, "tfidf")).isEqualTo(own.textsToMatrix(ALL, "tfidf"));
    }
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> new Tokenizer().textsToMatrix(List.of("a"), "most"))
        .hasMessage(
            "Tokenizer: mode must be one of [binary, count, freq, tfidf]. Received: \"most\". Choose one.");
    assertThatThrownBy(() -> new Tokenizer().textsToMatrix(List.of("a"), "count"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the number of columns must be known");
    assertThatThrownBy(() -> new Tokenizer().numWords(3).textsToMatrix(List.of("a"), "tfidf"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("\"tfidf\" needs counts of documents");
    assertThatThrownBy(() -> Texts.hash("a", 1)).hasMessageContaining("size must be at least 2");
    assertThatThrownBy(() -> Texts.toWords("a", "", true, ""))
        .hasMessageContaining("split must be");
  }
}
