package io.hornbill.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Windows of time series and pairs of words, against Keras' own. */
class SeriesTest {
  private static final JsonNode KERAS = TokenizerTest.read();
  private static final INDArray DATA = Nd4j.arange(40).castTo(DataType.FLOAT).reshape('c', 20, 2);
  private static final INDArray TARGETS = Nd4j.arange(100, 120).castTo(DataType.FLOAT);

  private static List<Float> flat(JsonNode node) {
    List<Float> values = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(one -> values.addAll(flat(one)));
    } else {
      values.add((float) node.asDouble());
    }
    return values;
  }

  private static void set(TimeseriesOptions options, JsonNode wanted) {
    wanted
        .fields()
        .forEachRemaining(
            field -> {
              int value = field.getValue().asInt();
              switch (field.getKey()) {
                case "sampling_rate" -> options.samplingRate(value);
                case "stride" -> options.sequenceStride(value);
                case "batch_size" -> options.batchSize(value);
                case "reverse" -> options.reverse(true);
                case "start_index" -> options.startIndex(value);
                case "end_index" -> options.endIndex(value);
                default -> {
                  // the length
                }
              }
            });
  }

  @Test
  void takesWindowsAsKerasGeneratorDoes() {
    for (JsonNode expected : KERAS.get("series")) {
      JsonNode options = expected.get("options");
      BatchSource source =
          Timeseries.generator(DATA, TARGETS, options.get("length").asInt(), o -> set(o, options));
      List<Batch> batches = Passes.read(source);
      assertThat(source.batches()).isEqualTo(batches.size()).isEqualTo(expected.get("x").size());
      for (int i = 0; i < batches.size(); i++) {
        assertThat(Passes.numbers(batches.get(i).x().get(0)))
            .as(options.toString())
            .isEqualTo(flat(expected.get("x").get(i)));
        assertThat(Passes.numbers(batches.get(i).y().get(0)))
            .isEqualTo(flat(expected.get("y").get(i)));
      }
    }
  }

  /** The first number of each step of a window. */
  private static List<Float> window(Batch batch, int index) {
    return Passes.numbers(batch.x().get(0).slice(index).getColumn(0));
  }

  @Test
  void takesWindowsAsKerasDatasetDoes() {
    // keras.utils.timeseries_dataset_from_array of Keras 3.15.1
    Batch whole = Passes.read(Timeseries.dataset(DATA, TARGETS, 5, o -> {})).get(0);
    assertThat(whole.x().get(0).shape()).containsExactly(16, 5, 2);
    assertThat(window(whole, 15)).containsExactly(30f, 32f, 34f, 36f, 38f);
    assertThat(Passes.numbers(whole.y().get(0))).startsWith(100f, 101f).endsWith(114f, 115f);
    List<Batch> sparse =
        Passes.read(
            Timeseries.dataset(
                DATA, TARGETS, 3, o -> o.samplingRate(4).sequenceStride(2).batchSize(4)));
    assertThat(sparse).hasSize(2);
    assertThat(window(sparse.get(0), 3)).containsExactly(12f, 20f, 28f);
    assertThat(window(sparse.get(1), 1)).containsExactly(20f, 28f, 36f);
    assertThat(Passes.numbers(sparse.get(1).y().get(0))).containsExactly(108f, 110f);
    Batch part =
        Passes.read(Timeseries.dataset(DATA, TARGETS, 3, o -> o.startIndex(4).endIndex(15))).get(0);
    assertThat(part.x().get(0).shape()).containsExactly(9, 3, 2);
    assertThat(window(part, 0)).containsExactly(8f, 10f, 12f);
    assertThat(Passes.numbers(part.y().get(0))).startsWith(104f).endsWith(112f);
    assertThat(Passes.read(Timeseries.dataset(DATA, null, 3, o -> {})).get(0).y()).isEmpty();
  }

  @Test
  void shufflesAnewInEachPass() {
    BatchSource source = Timeseries.dataset(DATA, TARGETS, 5, o -> o.shuffle(true).seed(3));
    List<Float> first = Passes.targets(source);
    assertThat(first).hasSize(16).doesNotHaveDuplicates();
    assertThat(Passes.targets(source)).isNotEqualTo(first);
    assertThat(Passes.targets(Timeseries.dataset(DATA, TARGETS, 5, o -> o.shuffle(true).seed(3))))
        .isEqualTo(first);
    assertThat(Passes.targets(Timeseries.generator(DATA, TARGETS, 5, o -> o.shuffle(true).seed(3))))
        .hasSize(15)
        .allMatch(target -> target >= 105 && target < 120);
  }

  @Test
  void pairsWordsAsKerasDoes() {
    int[] sentence = {1, 2, 0, 3, 4, 5, 1};
    Skipgrams plain =
        Skipgrams.of(sentence, 6, o -> o.windowSize(2).negativeSamples(0).shuffle(false));
    assertThat(Passes.numbers(plain.couples())).isEqualTo(flat(KERAS.get("skipgrams")));
    assertThat(Passes.numbers(plain.labels())).containsOnly(1f);
    Skipgrams drawn = Skipgrams.of(sentence, 6, o -> o.windowSize(2).negativeSamples(2).seed(1));
    int near = (int) plain.labels().length();
    assertThat(drawn.couples().shape()).containsExactly(3L * near, 2);
    assertThat(drawn.labels().sumNumber().intValue()).isEqualTo(near);
    assertThat(drawn.couples().maxNumber().intValue()).isLessThan(6);
    assertThat(drawn.couples().minNumber().intValue()).isPositive();
    assertThat(Skipgrams.of(sentence, 6, o -> o.windowSize(2).negativeSamples(2).seed(1)).couples())
        .isEqualTo(drawn.couples());
  }

  @Test
  void keepsRareWordsByKerasTable() {
    double[] table = Skipgrams.samplingTable(12, 1e-3);
    List<Float> expected = flat(KERAS.get("sampling"));
    for (int i = 0; i < table.length; i++) {
      assertThat(table[i]).isCloseTo(expected.get(i), within(1e-7));
    }
    Skipgrams none =
        Skipgrams.of(new int[] {1, 2, 1}, 3, o -> o.samplingTable(0, 0, 1).shuffle(false).seed(1));
    assertThat(none.couples().getInt(0, 0)).isEqualTo(2);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> Timeseries.dataset(DATA, TARGETS, 50, o -> {}))
        .hasMessageContaining("there must be room for a window. Received: 20 steps for one of 50");
    assertThatThrownBy(() -> Timeseries.dataset(DATA, TARGETS, 3, o -> o.startIndex(30)))
        .hasMessageContaining("startIndex must be before endIndex");
    assertThatThrownBy(() -> Timeseries.dataset(DATA, Nd4j.ones(4), 3, o -> o.startIndex(2)))
        .hasMessageContaining(
            "a target for the first step of each window. Received: 4 targets for windows that begin at steps 2 to 5.");
    assertThatThrownBy(() -> Timeseries.generator(DATA, TARGETS, 20, o -> {}))
        .hasMessageContaining("there must be a target after the first window");
    assertThatThrownBy(() -> Timeseries.generator(DATA, Nd4j.ones(3), 2, o -> {}))
        .hasMessageContaining("there must be a target for each step. Received: 3 targets for 20");
    assertThatThrownBy(() -> Skipgrams.of(new int[] {1}, 1, o -> {}))
        .hasMessageContaining("vocabularySize must be at least 2");
  }
}
