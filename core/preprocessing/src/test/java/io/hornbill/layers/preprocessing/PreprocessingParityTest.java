package io.hornbill.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.data.Strings;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;
import io.hornbill.layers.Normalization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What preprocessing layers learn and compute, against real Keras. */
class PreprocessingParityTest {
  static final ObjectMapper JSON = new ObjectMapper();

  static JsonNode read(String name) {
    try (InputStream in = PreprocessingParityTest.class.getResourceAsStream(name)) {
      return JSON.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Arguments> cases() {
    return StreamSupport.stream(read("preprocessing.json").path("cases").spliterator(), false)
        .map(one -> Arguments.of(one.path("layer").asText(), one.path("config").toString(), one));
  }

  @SuppressWarnings("unchecked")
  private static Layer layer(JsonNode one) {
    Config config = new Config(JSON.convertValue(one.path("config"), Map.class));
    return Layers.get(one.path("layer").asText(), config);
  }

  private static INDArray array(JsonNode node) {
    long[] shape = JSON.convertValue(node.path("shape"), long[].class);
    if (node.path("strings").asBoolean()) {
      return Strings.encode(
          Arrays.asList(JSON.convertValue(node.path("values"), String[].class)), shape);
    }
    double[] values = JSON.convertValue(node.path("values"), double[].class);
    return Nd4j.createFromArray(values).castTo(DataType.FLOAT).reshape(shape);
  }

  private static INDArray matrix(INDArray array, JsonNode node) {
    return node.path("shape").size() == 1
        ? array.reshape(array.size(0), 1, array.length() / array.size(0))
        : array;
  }

  private static void adapt(Layer layer, JsonNode one) {
    INDArray data = array(one.path("adapt"));
    if (layer instanceof Normalization normalization) {
      normalization.adapt(data);
    } else if (layer instanceof Discretization discretization) {
      discretization.adapt(data);
    } else if (layer instanceof TextVectorization words) {
      words.adapt(Strings.decode(data));
    } else if (layer instanceof LookupLayer<?> lookup) {
      lookup.adapt(data);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void computesWhatKerasComputes(String name, String config, JsonNode one) {
    Layer layer = layer(one);
    if (one.has("adapt")) {
      adapt(layer, one);
    }
    List<Tensor> inputs = new ArrayList<>();
    List<INDArray> data = new ArrayList<>();
    for (JsonNode input : one.path("inputs")) {
      long[] shape = JSON.convertValue(input.path("shape"), long[].class);
      long[] sample = Arrays.copyOfRange(shape, 1, shape.length);
      if (one.path("layer").asText().equals("MelSpectrogram") && shape.length == 1) {
        return; // a sound without a batch is in MelSpectrogramTest
      }
      inputs.add(
          input.path("strings").asBoolean()
              ? Input.strings("x" + inputs.size(), sample)
              : Input.of(sample));
      data.add(array(input));
    }
    INDArray out = new Model(inputs, List.of(layer.apply(inputs))).predict(data).get(0);

    check(out, one, layer);
  }

  private static void check(INDArray out, JsonNode one, Layer layer) {
    long[] shape = JSON.convertValue(one.path("shape"), long[].class);
    if (one.path("output").get(0).isTextual()) {
      assertThat(Strings.decode(out))
          .containsExactly(JSON.convertValue(one.path("output"), String[].class));
      return;
    }
    assertThat(out.shape()).isEqualTo(shape);
    double[] expected = JSON.convertValue(one.path("output"), double[].class);
    double[] actual = out.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    double greatest = Arrays.stream(expected).map(Math::abs).max().orElse(1);
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs(actual[i] - expected[i]);
      boolean turn = one.path("config").path("mode").asText().equals("angle");
      difference = turn ? Math.min(difference, 2 * Math.PI - difference) : difference;
      // The angle of what is nearly nothing is that of the rounding.
      double tolerance = turn ? 2e-3 : 2e-5 * Math.max(1, greatest);
      assertThat(difference).as("element %s of %s", i, layer).isLessThanOrEqualTo(tolerance);
    }
    if (one.has("vocabulary")) {
      List<String> vocabulary =
          layer instanceof TextVectorization words
              ? words.getVocabulary()
              : ((LookupLayer<?>) layer).getVocabulary();
      assertThat(vocabulary)
          .containsExactly(JSON.convertValue(one.path("vocabulary"), String[].class));
    }
    if (one.has("boundaries")) {
      double[] boundaries = JSON.convertValue(one.path("boundaries"), double[].class);
      List<Double> own = ((Discretization) layer).boundaries();
      assertThat(own).hasSize(boundaries.length);
      for (int i = 0; i < boundaries.length; i++) {
        assertThat(own.get(i)).isCloseTo(boundaries[i], within(1e-6));
      }
    }
  }

  static Stream<Arguments> adapted() {
    return cases()
        .filter(one -> ((JsonNode) one.get()[2]).has("vocabulary"))
        .filter(
            one ->
                !((JsonNode) one.get()[2])
                    .path("config")
                    .path("output_mode")
                    .asText()
                    .equals("tf_idf"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("adapted")
  void learnsTheSameFromBatches(String name, String config, JsonNode one) {
    Layer layer = layer(one);
    INDArray data = matrix(array(one.path("adapt")), one.path("adapt"));
    List<Batch> batches = new ArrayList<>();
    for (long row = 0; row < data.size(0); row++) {
      batches.add(new Batch(data.get(NDArrayIndex.interval(row, row + 1)).dup('c')));
    }
    BatchSource source = BatchSource.of(batches::iterator);
    if (layer instanceof TextVectorization words) {
      words.adapt(source);
      assertThat(words.getVocabulary())
          .containsExactly(JSON.convertValue(one.path("vocabulary"), String[].class));
    } else if (layer instanceof LookupLayer<?> lookup) {
      lookup.adapt(source);
      assertThat(lookup.getVocabulary())
          .containsExactly(JSON.convertValue(one.path("vocabulary"), String[].class));
    }
  }
}
